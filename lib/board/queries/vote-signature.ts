import type { VoteSignature } from '@/lib/board/domain/job-consent'
import type { VoteRow } from '@/lib/jobs/db/job-consent'
import { checkVote } from '@/lib/signing/domain/check-vote'
import { parseDocumentText } from '@/lib/signing/domain/document'
import { fingerprintWords } from '@/lib/signing/domain/fingerprint'
import { clockDifference } from '@/lib/signing/domain/signed-time'

/** Whether a vote is signed, and whether its signature is genuine for the document of its revision. */
export function voteSignature({
  signed,
  key,
  digest,
  ...vote
}: Pick<
  VoteRow,
  'signed' | 'key' | 'digest' | 'document' | 'rp_id' | 'origins' | 'did' | 'decided_at' | 'key_kind'
> & { decision: VoteRow['decision'] | 'emergency' }): VoteSignature {
  if (signed === null || key === null) return { state: 'unsigned' }
  const document = vote.document === null ? null : parseDocumentText(vote.document)
  if (!document?.ok || digest === null) return { state: 'bad' }
  const pinned = vote.rp_id && vote.origins ? { key, rp_id: vote.rp_id, origins: vote.origins } : { key }
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
