import type { Stretch } from './missing'
import type { JobMark } from './node-charts'

/**
 * From when to when a job is known to have run, epoch seconds; null when it did not, or nobody knows since when. What
 * a lost job did after its agent went silent is not known, and does not become known when somebody says later how it
 * ended: an owner tells the outcome, not when it came, and an agent that is back with its token tells when it is back.
 * Too short a run excuses no silence; too long a one would turn an outage into maintenance.
 * @param now until when a running job ran so far
 */
export function runOf(job: JobMark, now: number): Stretch | null {
  const from = job.startedAt
  if (from === null) return null
  const ends: Record<string, number | null> = {
    Completed: knownEnd(job),
    Failed: knownEnd(job),
    Lost: job.lostAt,
    Running: now,
  }
  const to = Object.hasOwn(ends, job.status) ? ends[job.status] : undefined
  // Whatever another program wrote: nothing has run in the future.
  return to === undefined ? null : { from, to: Math.max(from, Math.min(to ?? from, now)) }
}

/** Until when a job that is over is known to have run: until it was lost, if it was. */
export const knownEnd = ({ completedAt, lostAt }: JobMark): number | null =>
  completedAt === null || lostAt === null ? completedAt : Math.min(completedAt, lostAt)
