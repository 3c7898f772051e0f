import { z } from 'zod'
import { hasEnded, isJobStatus, type JobStatus } from '@/lib/kernel/job-status'

/** Who moves a job. `decider`: someone who can decide on it now; `sql`: a program that knows only the given tables. */
export type JobActor = 'requester' | 'decider' | 'owner' | 'admin' | 'agent' | 'clock' | 'sql'

/** One legal move: who makes it, and what else must hold, in words for people. */
type JobTransition = {
  from: JobStatus
  to: JobStatus
  by: readonly JobActor[]
  guard: string
}

/**
 * The state machine of a job, defined once. PostgreSQL has the same moves (`job_transitions`) and their guards; the
 * table in docs/jobs.md is generated from this list, and tests compare all three.
 */
export const jobTransitions: readonly JobTransition[] = [
  {
    from: 'PendingApproval',
    to: 'Approved',
    by: ['decider', 'admin'],
    guard: 'The votes that its rules require, all for exactly this revision; or an emergency approval',
  },
  {
    from: 'PendingApproval',
    to: 'Rejected',
    by: ['decider'],
    guard: 'One vote against it, with a reason',
  },
  {
    from: 'PendingApproval',
    to: 'Cancelled',
    by: ['requester', 'admin', 'sql'],
    guard: 'None',
  },
  {
    from: 'PendingApproval',
    to: 'Expired',
    by: ['clock'],
    guard: 'The request has expired, or its window has passed',
  },
  {
    from: 'Approved',
    to: 'PendingApproval',
    by: ['decider', 'requester', 'clock', 'sql'],
    guard:
      'An approver withdraws, the requester changes the request, the node offers something else, or a vote no longer counts; all votes are void',
  },
  {
    from: 'Approved',
    to: 'Cancelled',
    by: ['requester', 'owner', 'admin', 'sql'],
    guard: 'Before the claim',
  },
  {
    from: 'Approved',
    to: 'Expired',
    by: ['clock'],
    guard: 'No agent claimed it in time',
  },
  {
    from: 'Approved',
    to: 'Running',
    by: ['agent', 'sql'],
    guard: 'The votes still count, its window is open, and no other job runs on the node',
  },
  {
    from: 'Running',
    to: 'Completed',
    by: ['agent', 'sql'],
    guard: 'The claim token',
  },
  {
    from: 'Running',
    to: 'Failed',
    by: ['agent', 'sql'],
    guard: 'The claim token',
  },
  {
    from: 'Running',
    to: 'Cancelled',
    by: ['agent'],
    guard: 'Somebody requested a stop; the agent confirms with the claim token',
  },
  {
    from: 'Running',
    to: 'Lost',
    by: ['clock'],
    guard: 'The lease has ended without a heartbeat',
  },
  {
    from: 'Lost',
    to: 'Completed',
    by: ['agent', 'owner', 'sql'],
    guard: 'The claim token, or an owner who has looked at the node',
  },
  {
    from: 'Lost',
    to: 'Failed',
    by: ['agent', 'owner', 'sql'],
    guard: 'The claim token, or an owner who has looked at the node',
  },
]

export const mayMove = (from: string, to: string): boolean =>
  jobTransitions.some((move) => move.from === from && move.to === to)

/** A lost job has not ended for its node, but it never runs again. */
export const mayRetry = (status: string): boolean => hasEnded(status) || status === 'Lost'

/** One entry of `status_history`. `actor_did` is missing in entries written by another program. */
export type StatusChange = {
  status: string
  timestamp: string
  message: string
  actor_did?: string
}

/** The readable part of a history, whoever wrote it; entries in another format are skipped. */
export const parseHistory = (value: unknown): StatusChange[] =>
  Array.isArray(value) ? value.flatMap((entry) => historyEntry.safeParse(entry).data ?? []) : []

const historyEntry = z.object({
  status: z.string(),
  timestamp: z.string().default(''),
  message: z.string().default(''),
  actor_did: z.string().optional(),
})

const states: Record<JobStatus, string> = {
  PendingApproval: 'is pending approval',
  Approved: 'has already been approved',
  Running: 'is running',
  Lost: 'is lost',
  Completed: 'has completed',
  Failed: 'has failed',
  Rejected: 'has already been rejected',
  Cancelled: 'has been cancelled',
  Expired: 'has expired',
}

/** The state of a job as the beginning of a sentence: "This job has already been approved". */
export const jobState = (status: string): string =>
  `This job ${isJobStatus(status) ? states[status] : `is ${status}`}`
