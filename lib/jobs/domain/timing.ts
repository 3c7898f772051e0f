import type { FieldProblem } from '@/lib/kernel/errors'
import type { TimeWindow } from '@/lib/kernel/time/time-window'

const hour = 3_600_000
const day = 24 * hour

/** How long a request can wait for its decision and its run. */
const farthestDays = 90

/** The longest window; work that takes more than a day should be split into two jobs. */
const longestHours = 24

/** When a job should run: in a window, or as soon as it is approved; and when the request expires in either case. */
export type JobTiming = { window: TimeWindow | null; expires_at: string | null }

/**
 * What is wrong with the times of a request; an empty list when they are fine.
 * @param now in milliseconds since 1970
 */
export function timingProblems({ window, expires_at }: JobTiming, now: number): FieldProblem[] {
  const problems: FieldProblem[] = []
  const latest = now + farthestDays * day
  if (window) {
    const [start, end] = [Date.parse(window.start), Date.parse(window.end)]
    if (end <= now) problems.push({ path: 'window.end', message: 'must be in the future' })
    else if (end > latest)
      problems.push({ path: 'window.end', message: `must be within the next ${farthestDays} days` })
    if (end - start > longestHours * hour)
      problems.push({
        path: 'window.end',
        message: `must be at most ${longestHours} hours after the start`,
      })
  }
  if (expires_at === null) return problems
  const expires = Date.parse(expires_at)
  if (expires <= now) problems.push({ path: 'expires_at', message: 'must be in the future' })
  else if (expires > latest)
    problems.push({ path: 'expires_at', message: `must be within the next ${farthestDays} days` })
  else if (window && expires <= Date.parse(window.start))
    problems.push({ path: 'expires_at', message: 'must be after the start of the window' })
  return problems
}
