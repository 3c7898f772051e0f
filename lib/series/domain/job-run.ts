import type { Stretch } from './missing'
import type { JobMark } from './node-charts'

/**
 * When a job is known to have run, epoch seconds; null if it did not run or its start is unknown. What a lost job did
 * after its agent went silent stays unknown, even once its outcome is recorded: an owner records how it ended, not when,
 * and an agent that reports back says only when it is back. Too short a run would leave maintenance unexplained; too long
 * a run would turn an outage into maintenance.
 * @param now the end, so far, of a job that is still running
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
  // Another program may have written any times, but nothing ran in the future.
  return to === undefined ? null : { from, to: Math.max(from, Math.min(to ?? from, now)) }
}

/** Until when an ended job is known to have run: until it was lost, if it was. */
export const knownEnd = ({ completedAt, lostAt }: JobMark): number | null =>
  completedAt === null || lostAt === null ? completedAt : Math.min(completedAt, lostAt)
