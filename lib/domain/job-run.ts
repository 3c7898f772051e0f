import type { Stretch } from './missing'
import type { JobMark } from './node-page'

/**
 * From when to when a job is known to have run, epoch seconds; null when it did not, or nobody knows since when. What
 * a lost job did after its agent went silent is not known.
 * @param now until when a running job ran so far
 */
export function runOf(job: JobMark, now: number): Stretch | null {
  const from = job.startedAt
  if (from === null) return null
  const ends: Record<string, number | null> = {
    Completed: job.completedAt,
    Failed: job.completedAt,
    Lost: job.lostAt,
    Running: now,
  }
  const to = Object.hasOwn(ends, job.status) ? ends[job.status] : undefined
  // Whatever another program wrote: nothing has run in the future.
  return to === undefined ? null : { from, to: Math.max(from, Math.min(to ?? from, now)) }
}
