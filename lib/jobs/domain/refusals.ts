import { isStatusIn } from '@/lib/kernel/job-status'
import { hasRole, type PersonViewer } from '@/lib/kernel/role'
import { jobState, mayRetry } from './status'

/**
 * Stands in for the hash when a job cannot be reviewed: too long, nested too deep, or with a number that cannot be shown as
 * it is stored. Such a job can be rejected with this word, never approved.
 */
export const unreadable = 'unreadable'

export const cannotBeReviewed =
  'Its parameters cannot be reviewed: they are too long, nested too deep, or have a number out of range.'

/** Why nobody can approve a job yet. */
export const waitsForDryRun = (until: string): string =>
  `${triesOut} Approvals wait for that until ${until.slice(11, 16)} UTC, or until somebody goes on without it.`

export const triesOut = 'The node is still finding out what this would change.'

/**
 * The capacity in which someone can decide on a job: owner of its node, delegate, or member of a group its rules
 * name.
 */
export type Standing = 'owner' | 'delegate' | 'group'

/** A job and its viewer: everything the rules of consent need to know. `standing` is the viewer's. */
export type DecisionCase = {
  status: string
  requesterDid: string
  nodeHasOwner: boolean
  standing: Standing | null
  /** The requester, who owns the node, has delegated to the viewer, which does not count here. */
  delegatedByRequester: boolean
  /** The viewer's vote in this revision: their own, that of a policy of theirs, or one that its policy no longer stands by. */
  voted: 'self' | 'policy' | 'lapsed' | null
  /** Its expiry or the end of its window has passed, even if its status has not been updated yet. */
  overdue: boolean
  /** Its agent has sent a heartbeat lately. */
  leased: boolean
}

type Rule = (viewer: PersonViewer, job: DecisionCase) => string | null

const overdue = 'This request has expired and can no longer be decided. Request again.'

/** Why nobody can approve a job whose node has no owner or delegate who counts for it. A group's vote alone approves nothing. */
export const nobodyCanApprove = (nodeHasOwner: boolean): string =>
  nodeHasOwner
    ? 'Nobody can approve it: apart from the requester, no owner from before the request, nor a delegate of one, is an enabled approver. Such an owner has to delegate, or somebody else has to request it; whoever becomes an owner now decides on later requests only.'
    : 'Nobody can approve it: the node has no owner. An administrator has to add one.'

/** Why this person cannot decide on this job, as shown beside the disabled button; null when they can. */
export const decisionRefusal: Rule = (viewer, job) => {
  if (!isStatusIn('decidable', job.status)) return `${jobState(job.status)}; it can no longer be decided.`
  if (job.overdue) return overdue
  if (job.requesterDid === viewer.did)
    return job.standing === 'owner'
      ? 'You requested this job; another owner of the node has to decide.'
      : 'You requested this job; an owner of the node has to decide.'
  if (!hasRole(viewer.role, 'approver'))
    return 'You need the approver role to decide. Ask an administrator for it.'
  if (job.standing === null && job.delegatedByRequester)
    return 'The requester delegated to you, and nobody chooses who approves their own request; another owner of the node has to decide.'
  if (job.standing === null)
    return job.nodeHasOwner
      ? 'You don’t own this node; one of its owners has to decide.'
      : 'This node has no owner yet; an administrator has to add one first.'
  // Their own decision takes the place of one by a policy.
  if (job.voted === 'self') return 'You have already approved it. Withdraw that vote to decide again.'
  return null
}

/** Whether the job waits for this person: they can decide, and no policy of theirs has. */
export const waitsFor = (viewer: PersonViewer, job: DecisionCase): boolean =>
  job.voted !== 'policy' && decisionRefusal(viewer, job) === null

/** Why this person cannot withdraw an approval; null when they can. */
export const withdrawRefusal: Rule = (viewer, job) => {
  if (!isStatusIn('unclaimed', job.status))
    return `${jobState(job.status)}; an approval can be withdrawn only until an agent claims the job.`
  if (job.voted !== null) return null
  if (job.status === 'PendingApproval') return 'You have not voted on this job.'
  return hasRole(viewer.role, 'approver') && job.standing !== null && job.requesterDid !== viewer.did
    ? null
    : 'Only an approver of this node can withdraw the approval.'
}

/** Why this person cannot cancel the job; null when they can. While an agent works on it, it is asked to stop. */
export const cancelRefusal: Rule = (viewer, job) => {
  const isHeard = job.status === 'Lost' && job.leased
  if (!isStatusIn('cancellable', job.status) && !isHeard)
    return `${jobState(job.status)}; it can no longer be cancelled.`
  if (job.requesterDid === viewer.did || viewer.role === 'admin') return null
  if (job.status !== 'PendingApproval' && job.standing === 'owner') return null
  return 'Only the requester or an administrator can cancel; once it is approved, the node’s owner can too.'
}

/** Why this person cannot change the request; null when they can. A change voids all votes. */
export const reviseRefusal: Rule = (viewer, job) => {
  if (!isStatusIn('unclaimed', job.status))
    return `${jobState(job.status)}; it can no longer be changed. Request a new one.`
  if (job.overdue) return 'This request has expired. Request again.'
  return job.requesterDid === viewer.did ? null : 'Only the requester can change this.'
}

/** Why this person cannot go on without the dry run that a request waits for; null when they can. */
export const skipDryRunRefusal: Rule = (viewer, job) => {
  if (!isStatusIn('decidable', job.status)) return `${jobState(job.status)}; it waits for no dry run.`
  const decides = hasRole(viewer.role, 'approver') && job.standing !== null
  return job.requesterDid === viewer.did || decides || viewer.role === 'admin'
    ? null
    : 'Only the requester, those who can decide on it and administrators can go on without the dry run.'
}

/** Why this person cannot request the same job again; null when they can. The new job needs a new approval. */
export const retryRefusal: Rule = (_, job) =>
  mayRetry(job.status) ? null : `${jobState(job.status)}; it has not ended yet.`

/** Why this person cannot approve the job without its owner; null when they can. */
export const emergencyApprovalRefusal: Rule = (viewer, job) => {
  if (!isStatusIn('decidable', job.status)) return `${jobState(job.status)}; it no longer waits for approval.`
  if (job.overdue) return overdue
  if (viewer.role !== 'admin') return 'Only an administrator can approve a job without the node’s owner.'
  return job.requesterDid === viewer.did
    ? 'You requested this job; another administrator has to approve it.'
    : null
}

/** Why this person cannot record the outcome of a lost job; null when they can. */
export const resolveRefusal: Rule = (viewer, job) => {
  if (job.status !== 'Lost') return `${jobState(job.status)}; its outcome is known.`
  return job.standing === 'owner' || viewer.role === 'admin'
    ? null
    : 'Only an owner of the node or an administrator can record the outcome.'
}

/** An emergency approval and the viewer's relation to it. */
type EmergencyCase = {
  requesterDid: string
  approverId: string
  reviewed: boolean
  standing: Standing | null
}

/** Why this person cannot review an emergency approval; null when they can. */
export const reviewRefusal = (viewer: PersonViewer, emergency: EmergencyCase): string | null => {
  if (emergency.reviewed) return 'This has already been reviewed.'
  if (emergency.approverId === viewer.id)
    return 'You approved it yourself; an owner of the node or another administrator has to review it.'
  if (emergency.requesterDid === viewer.did)
    return 'You requested this job; an owner of the node or another administrator has to review it.'
  return viewer.role === 'admin' || emergency.standing === 'owner' || emergency.standing === 'delegate'
    ? null
    : 'Only an owner of the node, a delegate or another administrator can review it.'
}
