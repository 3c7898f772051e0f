import type { VoteRow } from '@/lib/jobs/db/job-consent'
import type { VoteFacts } from '@/lib/jobs/domain/vote-note'

export const voteFacts = (vote: VoteRow, job: { requester_did: string }): VoteFacts => ({
  ...vote,
  withdrawn: vote.withdrawn_at !== null,
  isRequester: vote.did === job.requester_did,
  keyRevoked: vote.key_revoked,
})
