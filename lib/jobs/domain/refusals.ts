import { isStatusIn, mayRetry } from '@/lib/kernel/job-status'
import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import { hasRole, type PersonViewer } from '@/lib/kernel/role'
import type { TimeWindow } from '@/lib/kernel/time/time-window'
import { statusName } from './status'

/** Exactly what an approval is given for; its canonical JSON is hashed. */
export type ApprovalSubject = {
  target_node_did: string
  task_name: string
  params: JsonValue
  window: TimeWindow | null
  expires_at: string | null
}

/** Version 2 of what is hashed. A new field means a new version, so that an old hash can never fit a new meaning. */
export const approvalDocument = (subject: ApprovalSubject): JsonObject => ({
  version: 2,
  target_node_did: subject.target_node_did,
  task_name: subject.task_name,
  params: subject.params,
  window: subject.window && {
    start: subject.window.start,
    end: subject.window.end,
    time_zone: subject.window.time_zone,
  },
  expires_at: subject.expires_at,
})

/**
 * In place of the hash of what nobody can review: nested too deep, or with a number that is none. It can be
 * rejected with this word, never approved.
 */
export const unreadable = 'unreadable'

/** As what somebody may decide on a job: an owner of its node, a delegate, or a member of a group that its rules name. */
export type Standing = 'owner' | 'delegate' | 'group'

/** A job and who looks at it: all that the rules of consent need to know. `standing` is the viewer's. */
export type DecisionCase = {
  status: string
  requesterDid: string
  nodeHasOwner: boolean
  standing: Standing | null
  /** The viewer's vote counts in this revision. */
  voted: boolean
  /** Its expiry or the end of its window has passed, though the clock may not have come by. */
  overdue: boolean
}

type Rule = (viewer: PersonViewer, job: DecisionCase) => string | null

const overdue = 'This request has expired; it can no longer be decided. Request it again.'

/** Why this person may not decide on this job, as shown beside the disabled button; null when they may. */
export const decisionRefusal: Rule = (viewer, job) => {
  if (!isStatusIn('decidable', job.status))
    return `This job is ${statusName(job.status)}; it can no longer be decided.`
  if (job.overdue) return overdue
  if (job.requesterDid === viewer.did)
    return job.standing === 'owner'
      ? 'You asked for this job yourself; another owner of the node has to decide.'
      : 'You asked for this job yourself; an owner of the node has to decide.'
  if (!hasRole(viewer.role, 'approver'))
    return 'Deciding needs the role approver; ask an administrator for it.'
  if (job.standing === null)
    return job.nodeHasOwner
      ? 'This node is not yours; its owner has to decide.'
      : 'This node has no owner yet; an administrator has to name one first.'
  if (job.voted) return 'You have approved it already; it waits for others. You can withdraw your vote.'
  return null
}

/** Why this person may not take an approval back; null when they may. */
export const withdrawRefusal: Rule = (viewer, job) => {
  if (!isStatusIn('unclaimed', job.status))
    return `This job is ${statusName(job.status)}; an approval can be withdrawn until the claim.`
  if (job.voted) return null
  if (job.status === 'PendingApproval') return 'You have not voted on it.'
  return hasRole(viewer.role, 'approver') && job.standing !== null && job.requesterDid !== viewer.did
    ? null
    : 'Only who approved it, or another who may decide on it, can withdraw the approval.'
}

/** Why this person may not call the job off; null when they may. While it runs, the agent is asked to stop. */
export const cancelRefusal: Rule = (viewer, job) => {
  if (!isStatusIn('cancellable', job.status))
    return `This job is ${statusName(job.status)}; it can no longer be cancelled.`
  if (job.requesterDid === viewer.did || viewer.role === 'admin') return null
  if (job.status !== 'PendingApproval' && job.standing === 'owner') return null
  return 'Only the requester or an administrator can cancel; after approval the node’s owner can as well.'
}

/** Why this person may not change what is asked for; null when they may. A change voids all votes. */
export const reviseRefusal: Rule = (viewer, job) => {
  if (!isStatusIn('unclaimed', job.status))
    return `This job is ${statusName(job.status)}; it can no longer be changed. Request a new one.`
  if (job.overdue) return 'This request has expired; request it again.'
  return job.requesterDid === viewer.did ? null : 'Only who asked for the job can change it.'
}

/** Why this person may not ask for the same again; null when they may. It needs new consent. */
export const retryRefusal: Rule = (_, job) =>
  mayRetry(job.status) ? null : `This job is ${statusName(job.status)}; it has not ended yet.`

/** Why this person may not run the job without its owner; null when they may. */
export const emergencyApprovalRefusal: Rule = (viewer, job) => {
  if (!isStatusIn('decidable', job.status))
    return `This job is ${statusName(job.status)}; there is nothing to break the glass for.`
  if (job.overdue) return overdue
  if (viewer.role !== 'admin') return 'Only an administrator may run a job without the node’s owner.'
  return job.requesterDid === viewer.did
    ? 'You asked for this job yourself; another administrator has to break the glass.'
    : null
}

/** Why this person may not say how a lost job ended; null when they may. */
export const resolveRefusal: Rule = (viewer, job) => {
  if (job.status !== 'Lost') return `This job is ${statusName(job.status)}; its outcome is not open.`
  return job.standing === 'owner' || viewer.role === 'admin'
    ? null
    : 'Only an owner of the node or an administrator, who has looked, can say how it ended.'
}

/** A broken glass and how the viewer stands to it. */
type EmergencyCase = {
  requesterDid: string
  brokenBy: string
  reviewed: boolean
  standing: Standing | null
}

/** Why this person may not review that a job was run without its owner; null when they may. */
export const reviewRefusal = (viewer: PersonViewer, emergency: EmergencyCase): string | null => {
  if (emergency.reviewed) return 'It has been reviewed.'
  if (emergency.brokenBy === viewer.id)
    return 'You broke the glass yourself; an owner of the node or another administrator reviews it.'
  if (emergency.requesterDid === viewer.did)
    return 'You asked for this job yourself; an owner of the node or another administrator reviews it.'
  return viewer.role === 'admin' || emergency.standing === 'owner' || emergency.standing === 'delegate'
    ? null
    : 'Only an owner of the node, a delegate or another administrator reviews it.'
}
