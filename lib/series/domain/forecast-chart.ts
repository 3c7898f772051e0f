import { type Course, courseOf, type Forecast, forecastOf } from './forecast'
import type { Fill } from './forecast-limit'

const hour = 3_600
const day = 86_400

/** So many days ahead are drawn: at least, and beyond the last day on which it may be full. */
const [leastAhead, beyond] = [7, 2]

/** Where the course may be at a time: its line and the edges of its band, in the unit of the reports. */
type Ahead = { x: number; value: number; band: [number, number] }

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

/** The corners of line and band: now, where each of them reaches the limit, and the end. */
function aheadOf(
  { now, slope, low, high }: Course,
  limit: number,
  end: number,
): { at: number; value: number; band: [number, number] }[] {
  const corners = [0, ...[low, slope, high].map((pace) => (limit - now) / pace), end]
  const at = [...new Set(corners)].filter((days) => days >= 0 && days <= end).sort((a, b) => a - b)
  const cut = (pace: number, days: number): number => Math.max(0, Math.min(limit, now + pace * days))
  return at.map((days) => ({ at: days, value: cut(slope, days), band: [cut(low, days), cut(high, days)] }))
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
      ...{ x: now + at * day, value: taken(value), band: [taken(low), taken(high)] },
    })),
    pace: known && [known.low, known.high],
    days: course?.days ?? 0,
  }
}
