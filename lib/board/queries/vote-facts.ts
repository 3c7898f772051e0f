import type { NodeTrust } from '@/lib/fleet/domain/node-trust'
import type { VoteRow } from '@/lib/jobs/db/job-consent'
import { approverOf } from '@/lib/jobs/db/on-node'
import { approvalOnNode } from '@/lib/jobs/domain/on-node'
import type { VoteFacts } from '@/lib/jobs/domain/vote-note'

/** `trust`: what the node of the job pins. */
export const voteFacts = (
  vote: VoteRow,
  job: { requester_did: string },
  trust: NodeTrust | null,
): VoteFacts => ({
  ...vote,
  withdrawn: vote.withdrawn_at !== null,
  replaced: vote.policy?.replaced ?? false,
  isRequester: vote.did === job.requester_did,
  keyRevoked: vote.key_revoked,
  policyRefuses: vote.policy?.refuses ?? null,
  notOnNode: trust && notOnNode(vote, trust),
})

function notOnNode(vote: VoteRow, trust: NodeTrust): string | null {
  if (vote.decision !== 'approve' || approvalOnNode(trust, approverOf(vote)).counts !== 'no') return null
  return vote.key === null ? 'it is not signed' : 'it is signed with a key that the node does not count'
}
