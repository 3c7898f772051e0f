import type { VoteSignature } from '@/lib/board/domain/job-page'
import type { DocumentRow } from '@/lib/jobs/db/documents'
import type { VoteRow } from '@/lib/jobs/db/job-consent'
import { checkVote } from '@/lib/signing/domain/check-vote'
import { parseDocumentText } from '@/lib/signing/domain/document'
import { fingerprintWords } from '@/lib/signing/domain/fingerprint'

/** Whether a vote is signed, and whether its signature is genuine for the document of its revision. */
export function voteSignature(vote: VoteRow, documents: readonly DocumentRow[]): VoteSignature {
  const { key } = vote
  if (vote.signed === null || key === null) return { state: 'unsigned' }
  const stored = documents.find(({ revision }) => revision === vote.revision)
  const document = stored && parseDocumentText(stored.document)
  if (!stored || !document?.ok) return { state: 'bad' }
  const pinned = vote.rp_id && vote.origins ? { key, rp_id: vote.rp_id, origins: vote.origins } : { key }
  const checked = checkVote(
    vote.signed,
    { person: vote.did, keys: [pinned] },
    { document: document.value, digest: stored.digest, now: vote.decided_at.getTime() },
  )
  return checked.ok && checked.vote.statement.decision === vote.decision
    ? { state: 'verified', kind: vote.key_kind ?? 'key', words: fingerprintWords(stored.digest) }
    : { state: 'bad' }
}
