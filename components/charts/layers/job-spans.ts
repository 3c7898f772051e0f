import { statusName } from '@/lib/jobs/domain/status-name'
import { isStatusIn } from '@/lib/kernel/job-status'
import { knownEnd, runOf } from '@/lib/series/domain/job-run'
import type { Stretch } from '@/lib/series/domain/missing'
import type { JobMark } from '@/lib/series/domain/node-charts'
import { verdicts, verdictTitle } from '@/lib/verdicts/domain/verdict'

/** A job, or what somebody noted, as drawn over a range. Epoch seconds. */
export type JobSpan = {
  id: string
  /** The page of the job; null for a note. */
  href: string | null
  /** Where the flag is drawn; null when the job began before the range. */
  flag: number | null
  /** When it ran, cut to the range; null when it never ran. */
  ran: Stretch | null
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

const verdictText = ({ verdict, verdictWhy }: JobMark): string =>
  verdicts.flatMap((known) => (known === verdict ? ` · ${verdictTitle(known, verdictWhy)}` : [])).join('')

/** When it ran; for a finished job without a known start, all the time since the request. */
function ranFrom(job: JobMark, now: number): Stretch | null {
  const known = runOf(job, now)
  const end = knownEnd(job)
  if (known || end === null || !isStatusIn('outcome', job.status)) return known
  return { from: job.createdAt, to: Math.max(job.createdAt, end) }
}

/** The jobs that touch the range, with a flag at their start and the span of their run. */
export function jobSpans(jobs: readonly JobMark[], range: { from: number; to: number }): JobSpan[] {
  return jobs.flatMap((job) => {
    const ran = ranFrom(job, range.to)
    const start = ran?.from ?? job.createdAt
    const end = ran?.to ?? start
    if (start >= range.to || end < range.from) return []
    return {
      id: job.jobId,
      href: `/jobs/${encodeURIComponent(job.jobId)}`,
      flag: start >= range.from ? start : null,
      ran: ran ? { from: Math.max(ran.from, range.from), to: Math.min(ran.to, range.to) } : null,
      title: `${job.task}: ${statusName(job.status)}${verdictText(job)}, requested by ${job.requesterName}`,
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
