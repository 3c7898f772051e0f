import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { SigningKey, SigningWays } from '@/lib/people/domain/signing-ways'
import { taggedDigest } from '@/lib/signing/domain/digest'
import type { Signature } from '@/lib/signing/domain/signature-form'
import { canKeepKeys, keptKey, signWithDevice } from './device-key'
import { type Enrol, enrolThisBrowser } from './enrol'
import { isOfThisPage, type SigningPasskey, signWithPasskey } from './passkey'

const isPasskey = (key: SigningKey): key is SigningKey & SigningPasskey =>
  key.credential_id !== null && key.rp_id !== null

/** What is to be signed once its key is chosen, under which tag, and whether it counts without a signature too. */
export type ToSign<S extends JsonObject> = {
  statement: (key: string) => S
  tag: Parameters<typeof taggedDigest>[0]
  optional: boolean
  /** Where else it can be signed. */
  elsewhere: string
}

type Signed<S> = { statement: S; signature: Signature }

/** The key that this page has enrolled, until it is made again with it. */
let enrolledHere: string | null = null

/** A key of this browser; in local mode, whose accounts open with one click, a new one if it has none. */
async function browserKey(ways: SigningWays, enrol: Enrol | null): Promise<Result<string | null>> {
  const kept = await keptKey([...ways.keys.map(({ key }) => key), ...(enrolledHere ? [enrolledHere] : [])])
  if (kept !== null || enrol === null || !ways.enrolsItself || !canKeepKeys()) return ok(kept)
  const enrolled = await enrolThisBrowser(ways.person, enrol, { name: 'Browser' }).catch(() => ok(null))
  if (enrolled.ok) enrolledHere = enrolled.value
  return enrolled
}

async function signedByPasskey<S extends JsonObject>(
  { statement: make, tag }: ToSign<S>,
  { keys }: SigningWays,
) {
  // The statement names its key, so one of several is chosen before it is asked.
  const [passkey] = keys.filter(isPasskey).filter(isOfThisPage)
  if (!passkey) return null
  const statement = make(passkey.key)
  const { signature } = await signWithPasskey([passkey], taggedDigest(tag, statement))
  return { statement, signature }
}

/**
 * Signs with a key of this browser or a passkey; null for somebody who has no key. What counts without a signature is signed
 * only if that asks nothing of anybody.
 */
export async function signStatement<S extends JsonObject>(
  wanted: ToSign<S>,
  ways: SigningWays,
  enrol: Enrol,
): Promise<Result<Signed<S> | null>> {
  const found = await browserKey(ways, wanted.optional ? null : enrol)
  if (!found.ok) return found
  const kept = found.value
  if (kept !== null) {
    const statement = wanted.statement(kept)
    return ok({ statement, signature: await signWithDevice(kept, taggedDigest(wanted.tag, statement)) })
  }
  if (wanted.optional || ways.keys.length === 0) return ok(null)
  try {
    const signed = await signedByPasskey(wanted, ways)
    return signed
      ? ok(signed)
      : fail(
          'forbidden',
          `None of your signing keys is in this browser. Decide where one of them is${wanted.elsewhere}, or add this browser on the page of your account.`,
        )
  } catch (error) {
    if (error instanceof Error && /WebAuthn|NotAllowed|Abort|Security/.test(error.name))
      return fail(
        'invalid',
        'Your passkey did not sign, so nothing was decided. Try again and follow what your browser asks.',
      )
    throw error
  }
}
