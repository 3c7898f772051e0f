import { parseHistory } from '@/lib/jobs/domain/status'
import type { JobMark } from '@/lib/series/domain/node-charts'
import type { JobMarkRow } from './series-node'

/** When a job last entered a status, from its history; null if that does not say. */
function timeOf(history: unknown, status: string): number | null {
  const entry = parseHistory(history).findLast((change) => change.status === status)
  const time = Date.parse(entry?.timestamp ?? '')
  return Number.isNaN(time) ? null : time / 1_000
}

/** A job run by another program has no start time, but its history says when it began to run. */
export const jobMark = (job: JobMarkRow): JobMark => ({
  jobId: job.job_id,
  task: job.task_name,
  status: job.status,
  requesterName: job.requester_name ?? job.requester_did,
  createdAt: job.created_at,
  startedAt: job.started_at ?? timeOf(job.status_history, 'Running'),
  completedAt: job.completed_at,
  lostAt: timeOf(job.status_history, 'Lost'),
  verdict: job.settled_verdict,
  verdictWhy: job.settled_why,
})
