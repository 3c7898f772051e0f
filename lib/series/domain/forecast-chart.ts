import { type Course, courseOf, type Forecast, forecastOf } from './forecast'
import type { Fill } from './forecast-limit'

const hour = 3_600
const day = 86_400

/** So many days ahead are drawn: at least, and beyond the last day on which it may be full. */
const [leastAhead, beyond] = [7, 2]

/** Where the course may be at a time, in the unit of the reports: its line, null once that is at the limit, and the edges of its band. */
type Ahead = { x: number; value: number | null; band: [number, number] }

/**
 * What a forecast rests on and where it leads. Times in epoch seconds, values in the unit of the reports; `limit` is where
 * the amount is full: its whole, or 0 of what is left.
 */
export type ForecastChart = {
  from: number
  now: number
  until: number
  /** The average of each hour from `from` to `now`. */
  hours: (number | null)[]
  limit: number
  /** Null with too few days. */
  forecast: Forecast | null
  /** From now on, until the limit; empty where no direction is certain. */
  ahead: Ahead[]
  /** What it gains a day, at least and at most; null where no direction is certain. */
  pace: [number, number] | null
  /** The learned days; 0 with too few. */
  days: number
}

const daysAhead = (found: Forecast | null): number =>
  found?.kind === 'full'
    ? Math.max(leastAhead, Math.ceil(Math.min(found.to, 3 * found.from + leastAhead)) + beyond)
    : 14

type Corner = { at: number; value: number | null; band: [number, number] }

/** The corners of line and band, in days from now: the present, where each of them reaches the limit, and the end. */
function aheadOf({ now, slope, low, high }: Course, limit: number, days: number): Corner[] {
  const reached = (pace: number): number => (pace > 0 ? Math.max(0, (limit - now) / pace) : days)
  // Where all of the band has come to the limit there is nothing more to be drawn.
  const end = Math.min(days, reached(low))
  const at = [...new Set([0, reached(high), reached(slope), end])].filter((corner) => corner <= end)
  const cut = (pace: number, corner: number): number => Math.max(0, Math.min(limit, now + pace * corner))
  return at
    .sort((a, b) => a - b)
    .map((corner) => ({
      at: corner,
      value: corner > reached(slope) ? null : cut(slope, corner),
      band: [cut(low, corner), cut(high, corner)],
    }))
}

/** @param values hourly averages as reported, up to `now` (epoch seconds, a whole hour) */
export function forecastChart(
  values: readonly (number | null)[],
  { limit, taken }: Fill,
  now: number,
): ForecastChart {
  const course = courseOf(
    values.map((value) => (value === null ? null : taken(value))),
    limit,
  )
  const found = course && forecastOf(course, limit)
  const known = course?.certain ? course : null
  const days = daysAhead(found)
  const ahead = known ? aheadOf(known, limit, days) : []
  return {
    ...{ from: now - values.length * hour, now, until: now + days * day },
    hours: [...values],
    limit: taken(limit),
    forecast: found,
    // What is left is the whole less what is taken, and the other way round.
    ahead: ahead.map(({ at, value, band: [low, high] }) => ({
      ...{ x: now + at * day, value: value === null ? null : taken(value), band: [taken(low), taken(high)] },
    })),
    pace: known && [known.low, known.high],
    days: course?.days ?? 0,
  }
}
