import { z } from 'zod'
import type { JsonObject, JsonValue } from './json'
import { hasRole, type PersonViewer } from './role'

export const jobStatuses = [
  'PendingApproval',
  'Approved',
  'Running',
  'Lost',
  'Completed',
  'Failed',
  'Rejected',
  'Cancelled',
  'Expired',
] as const
export type JobStatus = (typeof jobStatuses)[number]

export const isJobStatus = (value: unknown): value is JobStatus => {
  const known: readonly unknown[] = jobStatuses
  return known.includes(value)
}

/** The state machine of a job. PostgreSQL holds the same list (`job_transitions`); a test compares them. */
export const jobTransitions: readonly { from: JobStatus; to: JobStatus }[] = [
  { from: 'PendingApproval', to: 'Approved' },
  { from: 'PendingApproval', to: 'Rejected' },
  { from: 'PendingApproval', to: 'Cancelled' },
  { from: 'PendingApproval', to: 'Expired' },
  { from: 'Approved', to: 'PendingApproval' },
  { from: 'Approved', to: 'Cancelled' },
  { from: 'Approved', to: 'Expired' },
  { from: 'Approved', to: 'Running' },
  { from: 'Running', to: 'Completed' },
  { from: 'Running', to: 'Failed' },
  { from: 'Running', to: 'Lost' },
  { from: 'Lost', to: 'Completed' },
  { from: 'Lost', to: 'Failed' },
]

export const mayMove = (from: string, to: string): boolean =>
  jobTransitions.some((move) => move.from === from && move.to === to)

export const isTerminal = (status: string): boolean => !jobTransitions.some((move) => move.from === status)

/** One entry of `status_history`. `actor_did` is absent where another program wrote it. */
export type StatusChange = {
  status: string
  timestamp: string
  message: string
  actor_did?: string
}

/** The history as far as it can be read, whoever wrote it; entries of another shape are passed over. */
export const parseHistory = (value: unknown): StatusChange[] =>
  Array.isArray(value) ? value.flatMap((entry) => historyEntry.safeParse(entry).data ?? []) : []

const historyEntry = z.object({
  status: z.string(),
  timestamp: z.string().default(''),
  message: z.string().default(''),
  actor_did: z.string().optional(),
})

/** Exactly what an approval is given for; its canonical JSON is hashed. */
export type ApprovalSubject = {
  target_node_did: string
  task_name: string
  params: JsonValue
}

/** Version 1 of what is hashed. A new field means a new version, so that an old hash can never fit a new meaning. */
export const approvalDocument = (subject: ApprovalSubject): JsonObject => ({
  version: 1,
  target_node_did: subject.target_node_did,
  task_name: subject.task_name,
  params: subject.params,
})

/** Who would decide, on what: all that the rule needs to know. */
export type DecisionCase = { status: string; requesterDid: string; nodeOwnerId: string | null }

/** Why this person may not decide on this job, as shown beside the disabled button; null when they may. */
export function decisionRefusal(viewer: PersonViewer, job: DecisionCase): string | null {
  if (job.status !== 'PendingApproval')
    return `This job is ${statusName(job.status)}; it can no longer be decided.`
  if (job.requesterDid === viewer.did)
    return 'You asked for this job yourself; another owner of the node has to decide.'
  if (!hasRole(viewer.role, 'approver'))
    return 'Deciding needs the role approver; ask an administrator for it.'
  if (job.nodeOwnerId === null) return 'This node has no owner yet; an administrator has to name one first.'
  if (job.nodeOwnerId !== viewer.id) return 'This node is not yours; its owner has to decide.'
  return null
}

/** Why this person may not call the job off; null when they may. */
export function cancelRefusal(viewer: PersonViewer, job: DecisionCase): string | null {
  if (job.status !== 'PendingApproval' && job.status !== 'Approved')
    return `This job is ${statusName(job.status)}; it can no longer be cancelled.`
  if (job.requesterDid === viewer.did || viewer.role === 'admin') return null
  if (job.status === 'Approved' && job.nodeOwnerId === viewer.id) return null
  return 'Only the requester or an administrator can cancel; after approval the node’s owner can as well.'
}

const names: Record<JobStatus, string> = {
  PendingApproval: 'Pending approval',
  Approved: 'Approved',
  Running: 'Running',
  Lost: 'Lost',
  Completed: 'Completed',
  Failed: 'Failed',
  Rejected: 'Rejected',
  Cancelled: 'Cancelled',
  Expired: 'Expired',
}

/** A status in words; a status of another program as it came. */
export const statusName = (status: string): string => (isJobStatus(status) ? names[status] : status)
