import { warn } from '@/components/ui/warn'
import { ok, type Result } from '@/lib/kernel/errors'
import { taggedDigest, tags } from '@/lib/signing/domain/digest'
import { makeDeviceKey, signWithDevice } from './device-key'
import { makeSigningPasskey, signWithPasskey } from './passkey'

/** Sends the enrolment of a key. `warnings`: such as a mail that was not sent. */
export type Enrol = (input: unknown) => Promise<Result<{ warnings?: string[] }>>

/** What goes along, such as the current password. */
type Beside = { name: string; current?: string; expires_in_days?: number }

const enrolmentOf = (person: string, key: string) => ({
  ...{ version: 1, person, key },
  enrolled_at: new Date().toISOString(),
})

/** Makes a key that stays in this browser and enrols it; returns its did:key. */
export async function enrolThisBrowser(
  person: string,
  enrol: Enrol,
  beside: Beside,
): Promise<Result<string>> {
  const key = await makeDeviceKey()
  const enrolment = enrolmentOf(person, key)
  const signature = await signWithDevice(key, taggedDigest(tags.enrolment, enrolment))
  return enrolledKey(key, await enrol({ ...beside, enrolment, signature }))
}

/** Makes a passkey for decisions and enrols it: its device asks twice, to make it and to sign with it. */
export async function enrolPasskey(person: string, enrol: Enrol, beside: Beside): Promise<Result<string>> {
  const { key, ...made } = await makeSigningPasskey(beside.name)
  const enrolment = enrolmentOf(person, key)
  const { signature } = await signWithPasskey([made], taggedDigest(tags.enrolment, enrolment))
  const passkey = { ...made, origin: location.origin }
  return enrolledKey(key, await enrol({ ...beside, enrolment, signature, passkey }))
}

function enrolledKey(key: string, enrolled: Awaited<ReturnType<Enrol>>): Result<string> {
  if (!enrolled.ok) return enrolled
  warn(enrolled.value.warnings)
  return ok(key)
}
