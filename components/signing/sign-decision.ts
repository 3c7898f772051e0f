import { ok, type Result } from '@/lib/kernel/errors'
import type { SigningWays } from '@/lib/people/domain/signing-ways'
import { reasonDigest, taggedDigest, tags } from '@/lib/signing/domain/digest'
import type { Signature } from '@/lib/signing/domain/signature-form'
import type { Enrol } from './enrol'
import { type Signed, signWithBrowser, signWithOwnPasskey, undecided } from './own-key'

type Decision = { document: string; decision: 'approve' | 'reject' | 'emergency'; reason: string | null }

const statementOf = ({ document, decision, reason }: Decision, person: string, key: string) => ({
  ...{ version: 1, document, decision, reason_digest: reason === null ? null : reasonDigest(reason) },
  ...{ decided_at: new Date().toISOString(), person, key },
})
type Statement = ReturnType<typeof statementOf>

type SignedVote = { statement: Statement; list: null; signature: Signature }

const voteOf = ({ content, signature }: Signed<Statement>): SignedVote => ({
  ...{ statement: content, list: null, signature },
})

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
  const toSign = (key: string) => {
    const content = statementOf(decision, ways.person, key)
    return { content, digest: taggedDigest(tags.decision, content) }
  }
  const kept = await signWithBrowser(ways, rejects ? null : enrol, toSign)
  if (!kept.ok) return kept
  if (kept.value !== null) return ok(voteOf(kept.value))
  if (rejects || ways.keys.length === 0) return ok(null)
  const signed = await signWithOwnPasskey(ways, toSign, undecided)
  return signed.ok ? ok(voteOf(signed.value)) : signed
}
