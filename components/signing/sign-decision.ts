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
  'None of your keys for signing is in this browser. Decide where one of them is, with "npx hakim job approve" and your key file, or add this browser on the page of your account.',
)

type SignedVote = { statement: ReturnType<typeof statementOf>; list: null; signature: Signature }

/**
 * Signs a decision with a key of this browser or a passkey; null for somebody who has no key. In local mode, whose accounts
 * open with one click, the browser gets its key with the first decision.
 */
export async function signDecision(
  decision: Decision,
  ways: SigningWays,
  enrol: Enrol,
): Promise<Result<SignedVote | null>> {
  const { person, keys, enrolsItself } = ways
  let kept = await keptKey(keys.map(({ key }) => key))
  if (kept === null && enrolsItself && canKeepKeys()) {
    const enrolled = await enrolThisBrowser(person, enrol, { name: 'Browser' })
    if (!enrolled.ok) return enrolled
    kept = enrolled.value
  }
  if (kept !== null) {
    const statement = statementOf(decision, person, kept)
    return ok({
      statement,
      list: null,
      signature: await signWithDevice(kept, taggedDigest(tags.decision, statement)),
    })
  }
  if (keys.length === 0) return ok(null)
  try {
    const signed = await signedByPasskey(decision, ways)
    return signed || decision.decision === 'reject' ? ok(signed) : nowhere
  } catch (error) {
    if (error instanceof Error && /WebAuthn|NotAllowed|Abort|Security/.test(error.name))
      return fail(
        'invalid',
        'Your passkey did not sign, so nothing was decided. Try again and follow what your browser asks.',
      )
    throw error
  }
}
