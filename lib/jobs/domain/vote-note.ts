import { isStatusIn } from '@/lib/kernel/job-status'
import { hasRole, type Role } from '@/lib/kernel/role'
import type { Standing } from './refusals'

/** A vote and its voter's rights now. */
export type VoteFacts = {
  decision: 'approve' | 'reject'
  revision: number
  withdrawn: boolean
  /** Its person decided themselves, which withdrew what a policy of theirs had given. */
  replaced: boolean
  role: Role
  disabled: boolean
  standing: Standing | null
  isRequester: boolean
  keyRevoked: boolean
  /** Why the policy that gave it no longer approves the job; null if it does, or none gave it. */
  policyRefuses: string | null
  /** Why the node, by its own pins, does not count it; null if it does, or has none. */
  notOnNode: string | null
}

/**
 * Why an approval does not count, in words; null when it does. The conditions are those of `hakim_consent` and
 * then of the node, which decide; this only explains. After the claim, a change of the voter's rights no longer affects the decision.
 */
export function voteNote(vote: VoteFacts, job: { revision: number; status: string }): string | null {
  if (vote.replaced) return 'replaced by their own decision'
  if (vote.withdrawn) return 'withdrawn'
  if (vote.revision !== job.revision) return 'void: the request was later changed or reopened'
  if (!isStatusIn('unclaimed', job.status)) return null
  if (vote.isRequester) return 'does not count: own request'
  if (vote.keyRevoked) return 'does not count: the key that signed it was revoked'
  if (vote.policyRefuses !== null)
    return `does not count now: the policy no longer approves this, as ${vote.policyRefuses}`
  if (vote.disabled) return 'does not count: the person is disabled'
  if (!hasRole(vote.role, 'approver')) return 'does not count: no longer an approver'
  if (vote.standing === null) return 'does not count: can no longer decide on this node'
  return vote.notOnNode === null ? null : `does not count on the node: ${vote.notOnNode}`
}
