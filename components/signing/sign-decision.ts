import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { SigningKey, SigningWays } from '@/lib/people/domain/signing-ways'
import { reasonDigest, taggedDigest, tags } from '@/lib/signing/domain/digest'
import type { Signature } from '@/lib/signing/domain/signature-form'
import { canKeepKeys, keptKey, signWithDevice } from './device-key'
import { type Enrol, enrolThisBrowser } from './enrol'
import { isOfThisPage, type SigningPasskey, signWithPasskey } from './passkey'

type Decision = { document: string; decision: 'approve' | 'reject'; reason: string | null }

const isPasskey = (key: SigningKey): key is SigningKey & SigningPasskey =>
  key.credential_id !== null && key.rp_id !== null

const statementOf = ({ document, decision, reason }: Decision, person: string, key: string) => ({
  ...{ version: 1, document, decision, reason_digest: reason === null ? null : reasonDigest(reason) },
  ...{ decided_at: new Date().toISOString(), person, key },
})

async function signedByPasskey(decision: Decision, { person, keys }: SigningWays) {
  const here = keys.filter(isPasskey).filter(isOfThisPage)
  // The statement names its key, so one of several is chosen before it is asked.
  const [passkey] = here
  if (!passkey) return null
  const statement = statementOf(decision, person, passkey.key)
  const { signature } = await signWithPasskey([passkey], taggedDigest(tags.decision, statement))
  return { statement, list: null, signature }
}

const nowhere = fail(
  'forbidden',
  'None of your signing keys is in this browser. Decide where one of them is, with "npx hakim job approve" and your key file, or add this browser on the page of your account.',
)

type SignedVote = { statement: ReturnType<typeof statementOf>; list: null; signature: Signature }

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

/**
 * Signs a decision with a key of this browser or a passkey; null for somebody who has no key. A rejection, which needs no
 * signature, is signed only if that asks nothing of anybody.
 */
export async function signDecision(
  decision: Decision,
  ways: SigningWays,
  enrol: Enrol,
): Promise<Result<SignedVote | null>> {
  const rejects = decision.decision === 'reject'
  const found = await browserKey(ways, rejects ? null : enrol)
  if (!found.ok) return found
  const kept = found.value
  if (kept !== null) {
    const statement = statementOf(decision, ways.person, kept)
    const signature = await signWithDevice(kept, taggedDigest(tags.decision, statement))
    return ok({ statement, list: null, signature })
  }
  if (rejects || ways.keys.length === 0) return ok(null)
  try {
    const signed = await signedByPasskey(decision, ways)
    return signed ? ok(signed) : nowhere
  } catch (error) {
    if (error instanceof Error && /WebAuthn|NotAllowed|Abort|Security/.test(error.name))
      return fail(
        'invalid',
        'Your passkey did not sign, so nothing was decided. Try again and follow what your browser asks.',
      )
    throw error
  }
}
