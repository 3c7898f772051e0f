import { type Failure, fail, ok, type Result } from '@/lib/kernel/errors'
import type { SigningKey, SigningWays } from '@/lib/people/domain/signing-ways'
import type { Signature } from '@/lib/signing/domain/signature-form'
import { canKeepKeys, keptKey, signWithDevice } from './device-key'
import { type Enrol, enrolThisBrowser } from './enrol'
import { isOfThisPage, type SigningPasskey, signWithPasskey } from './passkey'

/** What is signed with a key, and its digest (hex): it names the key, so the key is chosen before. */
type ToSign<T> = (key: string) => { content: T; digest: string }
export type Signed<T> = { content: T; key: string; signature: Signature }

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

/** Signs with a key that this browser keeps; null if it keeps none of the person's. */
export async function signWithBrowser<T>(
  ways: SigningWays,
  enrol: Enrol | null,
  toSign: ToSign<T>,
): Promise<Result<Signed<T> | null>> {
  const found = await browserKey(ways, enrol)
  if (!found.ok || found.value === null) return found.ok ? ok(null) : found
  const key = found.value
  const { content, digest } = toSign(key)
  return ok({ content, key, signature: await signWithDevice(key, digest) })
}

/** Asks the first of the person's passkeys that signs for this page. */
export async function signWithOwnPasskey<T>(
  ways: SigningWays,
  toSign: ToSign<T>,
  failures: Record<'nowhere' | 'unsigned', Failure>,
): Promise<Result<Signed<T>>> {
  const [passkey] = ways.keys.filter(isPasskey).filter(isOfThisPage)
  if (!passkey) return { ok: false, error: failures.nowhere }
  try {
    const { content, digest } = toSign(passkey.key)
    const { signature } = await signWithPasskey([passkey], digest)
    return ok({ content, key: passkey.key, signature })
  } catch (error) {
    if (error instanceof Error && /WebAuthn|NotAllowed|Abort|Security/.test(error.name))
      return { ok: false, error: failures.unsigned }
    throw error
  }
}

const otherwise = (nothing: string, elsewhere: string): Record<'nowhere' | 'unsigned', Failure> => ({
  nowhere: fail('forbidden', `None of your signing keys is in this browser. ${elsewhere}`).error,
  unsigned: fail(
    'invalid',
    `Your passkey did not sign, so nothing was ${nothing}. Try again and follow what your browser asks.`,
  ).error,
})

export const undecided = otherwise(
  'decided',
  'Decide where one of them is, with "npx hakim job approve" and your key file, or add this browser on the page of your account.',
)
export const notDelegated = otherwise(
  'delegated',
  'Delegate where one of them is, or add this browser on the page of your account.',
)
