import type { VoteSignature } from '@/lib/board/domain/job-consent'
import type { VoteRow } from '@/lib/jobs/db/job-consent'
import type { JsonObject } from '@/lib/kernel/json/json'
import { checkPolicy } from '@/lib/signing/domain/check-policy'
import { checkVote } from '@/lib/signing/domain/check-vote'
import { type ApprovalDocument, parseDocumentText } from '@/lib/signing/domain/document'
import { fingerprintWords } from '@/lib/signing/domain/fingerprint'
import { graceMs } from '@/lib/signing/domain/grace'
import type { PinnedKey } from '@/lib/signing/domain/pinned-key'
import { policyDigest } from '@/lib/signing/domain/policy'
import { policyCovers } from '@/lib/signing/domain/policy-covers'
import { clockDifference } from '@/lib/signing/domain/signed-time'

/** That of the policy that gave a vote, if it is genuine and approved the document then. */
function policySignature(
  signed: JsonObject,
  owner: { person: string; keys: readonly PinnedKey[] },
  document: ApprovalDocument,
  { decided_at, key_kind }: Pick<VoteRow, 'decided_at' | 'key_kind'>,
): VoteSignature | null {
  const checked = checkPolicy(signed, owner)
  if (!checked.ok || !policyCovers(checked.signed.policy, document, decided_at.getTime(), graceMs).ok)
    return null
  const words = fingerprintWords(policyDigest(checked.signed.policy))
  return { state: 'verified', kind: key_kind ?? 'key', words, clockDifference: null }
}

/** Whether a vote is signed, and whether its signature is genuine for the document of its revision. */
export function voteSignature({
  signed,
  key,
  digest,
  ...vote
}: Pick<
  VoteRow,
  'signed' | 'key' | 'digest' | 'document' | 'rp_id' | 'origins' | 'did' | 'decided_at' | 'key_kind'
> & {
  decision: VoteRow['decision'] | 'emergency'
  policy?: Pick<NonNullable<VoteRow['policy']>, 'signed'> | null
}): VoteSignature {
  if ((signed === null && !vote.policy) || key === null) return { state: 'unsigned' }
  const document = vote.document === null ? null : parseDocumentText(vote.document)
  if (!document?.ok || digest === null) return { state: 'bad' }
  const pinned = vote.rp_id && vote.origins ? { key, rp_id: vote.rp_id, origins: vote.origins } : { key }
  if (vote.policy) {
    const policy = policySignature(
      vote.policy.signed,
      { person: vote.did, keys: [pinned] },
      document.value,
      vote,
    )
    return policy ?? { state: 'bad' }
  }
  const checked = checkVote(
    signed,
    { person: vote.did, keys: [pinned] },
    { document: document.value, digest, now: vote.decided_at.getTime() },
  )
  return checked.ok && checked.vote.statement.decision === vote.decision
    ? {
        ...{ state: 'verified', kind: vote.key_kind ?? 'key', words: fingerprintWords(digest) },
        clockDifference: clockDifference(checked.vote.statement.decided_at, vote.decided_at),
      }
    : { state: 'bad' }
}
