import type { ApprovalDocument } from './document'
import type { PinnedKey } from './pinned-key'
import { type Refusal, refuseConsent } from './refusal'
import { checkClaimedSignature, checkSignature, type SignatureCheck } from './signature'
import { mostAheadMs } from './signed-time'
import { statementDigest } from './statement-digest'
import { problemText } from './strict'
import { parseVote, type SignedVote, signedDigest } from './vote'

/** What a vote is checked against: the document with its digest D, and a clock in milliseconds since 1970. */
export type VoteContext = { document: ApprovalDocument; digest: string; now: number }

/** Everything about a vote but its signature; null if nothing is wrong. `name` says which vote it is. */
export function voteProblem(
  { statement, list }: SignedVote,
  { document, digest, now }: VoteContext,
  name = 'the vote',
): Refusal<'signature_bad'> | null {
  if (statement.document !== digest)
    return refuseConsent('signature_bad', `${name} on the document ${digest}`, statement.document)
  if (Date.parse(statement.decided_at) > now + mostAheadMs)
    return refuseConsent(
      'signature_bad',
      `${name} decided by ${new Date(now).toISOString()}`,
      `${statement.decided_at}; correct the clock that is wrong`,
    )
  if (!list) return null
  if (document.offer?.risk === 'high')
    return refuseConsent('signature_bad', `${name} signed alone, as of any task of high risk`, 'a list')
  if (statement.decision === 'emergency')
    return refuseConsent('signature_bad', `${name} signed alone, as in any emergency`, 'a list')
  const own = statementDigest(statement)
  return list.statements.includes(own)
    ? null
    : refuseConsent('signature_bad', `${name} in the list that was signed`, `a list without ${own}`)
}

export const signedWith = (vote: SignedVote, key: PinnedKey): SignatureCheck =>
  checkSignature(vote.signature, signedDigest(vote), key)

/** A signature by the key that the statement names, whatever that key counts for. */
export const signedWithOwnKey = (vote: SignedVote): SignatureCheck =>
  checkClaimedSignature(vote.signature, signedDigest(vote), vote.statement.key)

/** A vote in its strict form. */
export function readVote(
  value: unknown,
  name: string,
): { ok: true; value: SignedVote } | Refusal<'signature_bad'> {
  const parsed = parseVote(value)
  return parsed.ok
    ? parsed
    : refuseConsent('signature_bad', `the form of ${name}`, problemText(parsed.problem))
}

/**
 * Checks one vote as it arrives at the server: its form, its document, its person and its signature by one of that person's
 * enrolled keys. `counter`: of a passkey, how often it says that it has signed.
 */
export function checkVote(
  value: unknown,
  voter: { person: string; keys: readonly PinnedKey[] },
  context: VoteContext,
):
  | { ok: true; vote: SignedVote; counter: number | null }
  | Refusal<'signature_bad' | 'key_unknown' | 'own_request'> {
  const read = readVote(value, 'the vote')
  if (!read.ok) return read
  const { statement } = read.value
  const problem = voteProblem(read.value, context)
  if (problem) return problem
  const key = voter.keys.find((one) => one.key === statement.key)
  const check = key ? signedWith(read.value, key) : signedWithOwnKey(read.value)
  if (!check.ok) return refuseConsent('signature_bad', `a signature with ${statement.key}`, check.message)
  if (!key || statement.person !== voter.person)
    return refuseConsent('key_unknown', `a key of ${voter.person}`, `${statement.key} of ${statement.person}`)
  if (statement.person === context.document.requester)
    return refuseConsent('own_request', 'somebody else', statement.person)
  return { ok: true, vote: read.value, counter: check.counter }
}
