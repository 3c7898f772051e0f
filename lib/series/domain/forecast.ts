import { median } from '@/lib/kernel/numbers/robust'

/** A metric grows or falls per day, between two slopes; null where no direction is certain. */
type Trend = { slope: number; low: number; high: number }

/**
 * When an amount reaches its limit. `full`: between so many days from now. `later`: it grows, but not so far within the
 * horizon. `falls`: away from the limit. `no_trend`: nothing certain, although there were enough days.
 */
export type Forecast =
  | { kind: 'full'; from: number; to: number; slope: [number, number]; days: number }
  | { kind: 'later'; days: number }
  | { kind: 'falls'; days: number }
  | { kind: 'no_trend'; days: number }

/** Two-sided 95 % of a normal distribution: the trend has to be as certain as that. */
const certain = 1.96
/** Two-sided 90 % of the slope, which makes the days that are said come true in about four of five forecasts. */
const likely = 1.645

/** Fewer days are no trend. */
export const leastDays = 4

/** Days ahead; what is further away may change its pace many times. */
export const horizonDays = 90

/** A fall by more than this share of the way to the limit is a clearance: growth begins again after it. */
const clearedShare = 0.05

/** Hours that a day needs to count. */
const leastHours = 12

/** The median of each day of hourly averages, counted back from the end; the oldest first, null for a day with too few hours. */
export function dailyMedians(hours: readonly (number | null)[]): (number | null)[] {
  const days: (number | null)[] = []
  for (let end = hours.length; end >= 24; end -= 24) {
    const known = hours.slice(end - 24, end).filter((value) => value !== null)
    days.unshift(known.length >= leastHours ? median(known) : null)
  }
  return days
}

/**
 * Theil and Sen's slope: the median of the slopes between all pairs, so that up to 29 % of the days may be anything. Its band
 * counts pairs, after Kendall (Sen, 1968), and assumes no distribution.
 */
function trendOf(points: readonly { at: number; value: number }[], width: number): Trend | null {
  const slopes = points
    .flatMap((one, index) =>
      points.slice(index + 1).map((other) => (other.value - one.value) / (other.at - one.at)),
    )
    .sort((a, b) => a - b)
  const [n, pairs] = [points.length, slopes.length]
  const half = width * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18)
  const low = slopes[Math.max(0, Math.round((pairs - half) / 2) - 1)]
  const high = slopes[Math.min(pairs - 1, Math.round((pairs + half) / 2))]
  const slope = median(slopes)
  return slope === null || low === undefined || high === undefined ? null : { slope, low, high }
}

/** The days since the amount was last cleared. */
function sinceCleared(points: readonly { at: number; value: number }[], limit: number) {
  const cleared = points.findLastIndex(
    ({ value }, index) => (points[index - 1]?.value ?? value) - value > clearedShare * Math.abs(limit),
  )
  return points.slice(Math.max(0, cleared))
}

/**
 * The present value by the last days, each median half a day after the start of its day, free of the hour of the day; but at
 * least what it never was below in the last six hours, so that a jump counts at once.
 */
function presentOf(
  points: readonly { at: number; value: number }[],
  end: number,
  slope: number,
  hours: readonly (number | null)[],
): number {
  const last = points.slice(-3).map(({ at, value }) => value + slope * (end - at - 0.5))
  const recent = hours.slice(-6).filter((value) => value !== null)
  return Math.max(median(last) ?? 0, recent.length > 0 ? Math.min(...recent) : Number.NEGATIVE_INFINITY)
}

/**
 * What was learned from the last days: the amount at present and what it gains a day, with the band of that (90 %); `certain`:
 * whether it goes one way at all (95 %). `days`: since the last clearance.
 */
export type Course = { now: number; slope: number; low: number; high: number; certain: boolean; days: number }

/** The course of an amount, from hourly averages up to now, oldest first. Null with too few days. */
export function courseOf(hours: readonly (number | null)[], limit: number): Course | null {
  const medians = dailyMedians(hours)
  const known = medians.flatMap((value, at) => (value === null ? [] : [{ at, value }]))
  const points = sinceCleared(known, limit)
  if (points.length < leastDays) return null
  const [sure, band] = [trendOf(points, certain), trendOf(points, likely)]
  if (!sure || !band) return null
  const now = presentOf(points, medians.length, band.slope, hours)
  return { ...band, now, certain: sure.low > 0 || sure.high < 0, days: points.length }
}

/**
 * When a growing amount reaches `limit`, from hourly averages up to now, oldest first. Medians of days are immune to what
 * happens every night. Null with too few days.
 */
export function forecast(hours: readonly (number | null)[], limit: number): Forecast | null {
  const course = courseOf(hours, limit)
  return course && forecastOf(course, limit)
}

export function forecastOf({ now, low, high, certain: sure, days }: Course, limit: number): Forecast {
  if (!sure) return { kind: 'no_trend', days }
  if (high < 0) return { kind: 'falls', days }
  const [from, to] = [(limit - now) / high, (limit - now) / low]
  if (from > horizonDays) return { kind: 'later', days }
  return { kind: 'full', from: Math.max(0, from), to: Math.max(0, to), slope: [low, high], days }
}
