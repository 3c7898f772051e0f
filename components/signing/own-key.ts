import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { SigningKey, SigningWays } from '@/lib/people/domain/signing-ways'
import { taggedDigest } from '@/lib/signing/domain/digest'
import type { Signature } from '@/lib/signing/domain/signature-form'
import { canKeepKeys, keptKey, signWithDevice } from './device-key'
import { type Enrol, enrolThisBrowser } from './enrol'
import { isOfThisPage, type SigningPasskey, signWithPasskey } from './passkey'

/** What is to be signed under which tag; it names the key, so the key is chosen before. */
type ToSign<T extends JsonObject> = {
  content: (key: string) => T
  tag: Parameters<typeof taggedDigest>[0]
  /** Whether it counts without a signature too: then it is signed only if that asks nothing of anybody. */
  optional: boolean
  /** What has not been done without a signature, such as "decided". */
  nothing: string
  /** Where else it can be signed, as the beginning of a sentence. */
  elsewhere: string
}
type Signed<T> = { content: T; key: string; signature: Signature }

const isPasskey = (key: SigningKey): key is SigningKey & SigningPasskey =>
  key.credential_id !== null && key.rp_id !== null

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

/** Asks the first of the person's passkeys that signs for this page. */
async function signedByPasskey<T extends JsonObject>(
  { content: make, tag, nothing, elsewhere }: ToSign<T>,
  { keys }: SigningWays,
): Promise<Result<Signed<T>>> {
  const [passkey] = keys.filter(isPasskey).filter(isOfThisPage)
  if (!passkey)
    return fail(
      'forbidden',
      `None of your signing keys is in this browser. ${elsewhere}, or add this browser on the page of your account.`,
    )
  const content = make(passkey.key)
  try {
    const { signature } = await signWithPasskey([passkey], taggedDigest(tag, content))
    return ok({ content, key: passkey.key, signature })
  } catch (error) {
    if (error instanceof Error && /WebAuthn|NotAllowed|Abort|Security/.test(error.name))
      return fail(
        'invalid',
        `Your passkey did not sign, so nothing was ${nothing}. Try again and follow what your browser asks.`,
      )
    throw error
  }
}

/** Signs with a key of this browser or a passkey; null for somebody who has no key. */
export async function signWithOwnKey<T extends JsonObject>(
  wanted: ToSign<T>,
  ways: SigningWays,
  enrol: Enrol,
): Promise<Result<Signed<T> | null>> {
  const found = await browserKey(ways, wanted.optional ? null : enrol)
  if (!found.ok) return found
  const key = found.value
  if (key !== null) {
    const content = wanted.content(key)
    return ok({ content, key, signature: await signWithDevice(key, taggedDigest(wanted.tag, content)) })
  }
  return wanted.optional || ways.keys.length === 0 ? ok(null) : signedByPasskey(wanted, ways)
}
