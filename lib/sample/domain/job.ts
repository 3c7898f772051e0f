import type { JobStatus } from '@/lib/kernel/job-status'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { Role } from '@/lib/kernel/role'
import { minute } from './story'

/** One change of a job's status; `ago` in seconds before the load. Without an actor the clock did it. */
export type SampleStep = { status: JobStatus; ago: number; actor: Role | 'node' | null; message: string }

type SampleLogLine = { ago: number; stream: 'stdout' | 'stderr' | 'system'; line: string }

/** A job of the sample fleet; `node` is a name, the requester one of the three accounts by role. */
export type SampleJob = {
  node: string
  task: string
  params: JsonObject
  reason: string
  requester: Role
  /** Begins with PendingApproval; each step may follow the one before it. */
  steps: SampleStep[]
  progressPercent: number | null
  progressMessage: string | null
  result: JsonObject | null
  log: SampleLogLine[]
}

/** What is asked; `ago` is when. */
export type Asked = {
  node: string
  task: string
  params?: JsonObject
  reason: string
  by?: Role
  ago: number
}

/** Who decides, `after` seconds since the request, and why if they said. */
export type Decided = { by: Role; after: number; why?: string }

const asked = ({ by = 'operator', params = {}, ago, ...what }: Asked): SampleJob => ({
  ...what,
  params,
  requester: by,
  steps: [{ status: 'PendingApproval', ago, actor: by, message: what.reason }],
  progressPercent: null,
  progressMessage: null,
  result: null,
  log: [],
})

const lastStep = (job: SampleJob): number => job.steps.at(-1)?.ago ?? 0

/** The job moved on, `after` seconds since its last step. */
export const moved = (
  job: SampleJob,
  status: JobStatus,
  after: number,
  actor: SampleStep['actor'],
  message: string,
): SampleJob => ({ ...job, steps: [...job.steps, { status, ago: lastStep(job) - after, actor, message }] })

export const pending = (what: Asked): SampleJob => asked(what)

export const approved = (what: Asked, decided: Decided): SampleJob =>
  moved(asked(what), 'Approved', decided.after, decided.by, decided.why ?? 'Approved')

export const rejected = (what: Asked, decided: Decided & { why: string }): SampleJob =>
  moved(asked(what), 'Rejected', decided.after, decided.by, decided.why)

/** An agent asks for work every few seconds. */
const claimSeconds = 4

export const running = (job: SampleJob): SampleJob =>
  moved(job, 'Running', claimSeconds, 'node', 'Claimed by the agent')

/** How it ended, `took` seconds after the claim; `lines` are spread over that time. */
type Ended = { took: number; message: string; result?: JsonObject; lines?: readonly string[] }

function ended(job: SampleJob, status: 'Completed' | 'Failed', end: Ended): SampleJob {
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

/** Lines of a log over `took` seconds since `ago`; one that begins with "! " went to stderr. */
export const spread = (ago: number, took: number, lines: readonly string[]): SampleLogLine[] =>
  lines.map((line, index) => ({
    ago: ago - (took * (index + 0.5)) / lines.length,
    stream: line.startsWith('! ') ? 'stderr' : 'stdout',
    line: line.replace(/^! /, ''),
  }))

export const completed = (what: Asked, decided: Decided, end: Ended): SampleJob =>
  ended(approved(what, decided), 'Completed', end)

export const failed = (what: Asked, decided: Decided, end: Ended): SampleJob =>
  ended(approved(what, decided), 'Failed', end)

/**
 * A completed job that ends at `end` seconds before the load: when its effect shows on a curve. The decision, the
 * claim and the work say when it must have been asked for.
 */
export const completedAt = (end: number, what: Omit<Asked, 'ago'>, decided: Decided, how: Ended): SampleJob =>
  completed({ ...what, ago: end + how.took + claimSeconds + decided.after }, decided, how)

/** The usual decision of the approver, who looks in every quarter of an hour or so. */
export const byApprover: Decided = { by: 'approver', after: 11 * minute }
