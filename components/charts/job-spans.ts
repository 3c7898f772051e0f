import { statusName } from '@/lib/domain/job'
import type { JobMark } from '@/lib/domain/node-page'

/** A job as it is drawn over a range. Epoch seconds. */
export type JobSpan = {
  jobId: string
  /** Where the flag stands; null when the job began before the range. */
  flag: number | null
  /** The time during which it ran, cut to the range; null when it never ran. */
  ran: { from: number; to: number } | null
  title: string
  /** A CSS colour. */
  color: string
}

const colors: Record<string, string> = {
  PendingApproval: 'var(--pending)',
  Approved: 'var(--healthy)',
  Running: 'var(--running)',
  Lost: 'var(--warning)',
  Completed: 'var(--healthy)',
  Failed: 'var(--error)',
}

export const jobColor = (status: string): string =>
  (Object.hasOwn(colors, status) ? colors[status] : undefined) ?? 'var(--unknown)'

/** From when to when it ran; a job of another program may have no start of its own. */
function ranFrom(job: JobMark, now: number): { from: number; to: number } | null {
  if (job.status === 'Completed' || job.status === 'Failed') {
    const from = job.startedAt ?? job.createdAt
    return { from, to: Math.max(from, job.completedAt ?? from) }
  }
  // A lost job may still be running: its outcome is not known.
  if ((job.status === 'Running' || job.status === 'Lost') && job.startedAt !== null)
    return { from: job.startedAt, to: Math.max(job.startedAt, job.completedAt ?? now) }
  return null
}

/** The jobs that touch the range, with a flag at their start and the span of their run. */
export function jobSpans(jobs: readonly JobMark[], range: { from: number; to: number }): JobSpan[] {
  return jobs.flatMap((job) => {
    const ran = ranFrom(job, range.to)
    const start = ran?.from ?? job.createdAt
    const end = ran?.to ?? start
    if (start >= range.to || end < range.from) return []
    return {
      jobId: job.jobId,
      flag: start >= range.from ? start : null,
      ran: ran ? { from: Math.max(ran.from, range.from), to: Math.min(ran.to, range.to) } : null,
      title: `${job.task}: ${statusName(job.status)}, asked by ${job.requesterName}`,
      color: jobColor(job.status),
    }
  })
}

/** The jobs that began or ran within a bucket. */
export const spansWithin = (spans: readonly JobSpan[], bucket: { from: number; to: number }): JobSpan[] =>
  spans.filter((span) => {
    const from = span.ran?.from ?? span.flag
    if (from === null) return false
    return from < bucket.to && Math.max(from, span.ran?.to ?? from) >= bucket.from
  })
