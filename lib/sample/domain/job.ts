import type { JobStatus, Outcome } from '@/lib/kernel/job-status'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { Role } from '@/lib/kernel/role'
import { minute } from './timeline'

/** One status change of a job; `ago` in seconds before the load. Null as actor: the clock. */
export type SampleStep = { status: JobStatus; ago: number; actor: Role | 'node' | null; message: string }

type SampleLogLine = { ago: number; stream: 'stdout' | 'stderr' | 'system'; line: string }

/** A job of the sample fleet; `node` is a name, `requester` the role of one of the three accounts. */
export type SampleJob = {
  node: string
  task: string
  params: JsonObject
  reason: string
  requester: Role
  /** Begins with PendingApproval; each step is a legal transition. */
  steps: SampleStep[]
  progressPercent: number | null
  progressMessage: string | null
  result: JsonObject | null
  log: SampleLogLine[]
  /** What its node could say that it would change; null: nobody asked. */
  wouldChange: readonly string[] | null
}

/** A request for a job, made `ago` seconds before the load. */
type SampleRequest = {
  node: string
  task: string
  params?: JsonObject
  reason: string
  by?: Role
  ago: number
}

/** A decision, `after` seconds since the request, with an optional reason. */
export type SampleDecision = { by: Role; after: number; why?: string }

const requested = ({ by = 'operator', params = {}, ago, ...what }: SampleRequest): SampleJob => ({
  ...what,
  params,
  requester: by,
  steps: [{ status: 'PendingApproval', ago, actor: by, message: what.reason }],
  progressPercent: null,
  progressMessage: null,
  result: null,
  log: [],
  wouldChange: null,
})

const lastStep = (job: SampleJob): number => job.steps.at(-1)?.ago ?? 0

/** The job with another step, `after` seconds since its last one. */
export const moved = (
  job: SampleJob,
  status: JobStatus,
  after: number,
  actor: SampleStep['actor'],
  message: string,
): SampleJob => ({ ...job, steps: [...job.steps, { status, ago: lastStep(job) - after, actor, message }] })

export const pending = (what: SampleRequest): SampleJob => requested(what)

/** The same with what its node could say that it would change. */
export const tried = (job: SampleJob, wouldChange: readonly string[]): SampleJob => ({ ...job, wouldChange })

export const approved = (what: SampleRequest, decision: SampleDecision): SampleJob =>
  moved(requested(what), 'Approved', decision.after, decision.by, decision.why ?? 'Approved')

export const rejected = (what: SampleRequest, decision: SampleDecision & { why: string }): SampleJob =>
  moved(requested(what), 'Rejected', decision.after, decision.by, decision.why)

/** Agents poll for jobs every few seconds. */
const claimSeconds = 4

export const running = (job: SampleJob): SampleJob =>
  moved(job, 'Running', claimSeconds, 'node', 'Claimed by the agent')

/** How a job ended, `took` seconds after the claim; its log `lines` are spread over that time. */
type SampleOutcome = { took: number; message: string; result?: JsonObject; lines?: readonly string[] }

function ended(job: SampleJob, status: Outcome, end: SampleOutcome): SampleJob {
  const started = running(job)
  const log = spread(lastStep(started), end.took, end.lines ?? [])
  const exit_code = status === 'Completed' ? 0 : 1
  return {
    ...moved(started, status, end.took, 'node', end.message),
    progressPercent: status === 'Completed' ? 100 : null,
    result: { exit_code, ...end.result },
    log,
  }
}

/** Log lines spread over `took` seconds since `ago`; one that begins with "! " went to stderr. */
export const spread = (ago: number, took: number, lines: readonly string[]): SampleLogLine[] =>
  lines.map((line, index) => ({
    ago: ago - (took * (index + 0.5)) / lines.length,
    stream: line.startsWith('! ') ? 'stderr' : 'stdout',
    line: line.replace(/^! /, ''),
  }))

export const completed = (what: SampleRequest, decision: SampleDecision, end: SampleOutcome): SampleJob =>
  ended(approved(what, decision), 'Completed', end)

export const failed = (what: SampleRequest, decision: SampleDecision, end: SampleOutcome): SampleJob =>
  ended(approved(what, decision), 'Failed', end)

/**
 * A job that completed `end` seconds before the load, when its effect shows on a chart. The times of decision, claim and
 * run give the time of the request.
 */
export const completedAt = (
  end: number,
  what: Omit<SampleRequest, 'ago'>,
  decision: SampleDecision,
  outcome: SampleOutcome,
): SampleJob =>
  completed({ ...what, ago: end + outcome.took + claimSeconds + decision.after }, decision, outcome)

/** The approver's usual decision. */
export const byApprover: SampleDecision = { by: 'approver', after: 11 * minute }
