import { dayAt, dayStart } from '@/lib/kernel/time/time-zone'

const day = 86_400

/** The possible steps in seconds, followed by the multiples of the last one. */
export const stepLadder = [
  10,
  30,
  60,
  300,
  600,
  1_800,
  3_600,
  10_800,
  21_600,
  43_200,
  day,
  2 * day,
  3 * day,
  7 * day,
  14 * day,
  28 * day,
] as const

const longestStep = 28 * day

/** The finest step where only roll-ups remain. */
const finestRollUp = 300

export const maxBuckets = 300

/**
 * Epoch seconds; `from` is inclusive and the start of a bucket, `to` exclusive. Steps under a day begin at their multiples
 * since the epoch, steps of days at midnight in `zone` (UTC by default), those of weeks on Mondays.
 */
export type TimeRange = { from: number; to: number; step: number; zone?: string }

/** Monday, 29 December 1969, in days since the epoch: before all reports, so that every report falls in a bucket. */
export const firstMonday = -3

/** Days are counted from a fixed one, so that the same days form a bucket wherever a range begins. */
const firstDay = (days: number): number => (days % 7 === 0 ? firstMonday : 0)

/** Buckets by number, `last` included; buckets under a day nest in days, and days in longer buckets. */
type Numbers = { first: number; last: number }

/** The calendar days that [from, to) touches. */
function daysOf(from: number, to: number, zone: string): Numbers {
  const last = dayAt(to, zone)
  return { first: dayAt(from, zone), last: dayStart(last, zone) < to ? last : last - 1 }
}

const groupsOf = (touched: Numbers, days: number): Numbers => ({
  first: Math.floor((touched.first - firstDay(days)) / days),
  last: Math.floor((touched.last - firstDay(days)) / days),
})

function numbersOf(from: number, to: number, step: number, zone: string): Numbers {
  if (step >= day) return groupsOf(daysOf(from, to, zone), step / day)
  return { first: Math.floor(from / step), last: Math.ceil(to / step) - 1 }
}

function startOf(number: number, step: number, zone: string): number {
  if (step < day) return number * step
  const days = step / day
  return dayStart(number * days + firstDay(days), zone)
}

/** The finest step with at most `maxPoints` buckets, none finer than a roll-up where a report before `since` is read. */
function finestStep(
  from: number,
  to: number,
  maxPoints: number,
  zone: string,
  raw: { since: number; readFrom: number },
): number {
  // A period before begins up to one more bucket earlier.
  const firstRead = (step: number): number =>
    (Math.floor(raw.readFrom / step) - (raw.readFrom < from ? 1 : 0)) * step
  const fits = ({ first, last }: Numbers): boolean => last - first < maxPoints
  const underDay = stepLadder.find(
    (step) =>
      step < day &&
      (step >= finestRollUp || firstRead(step) >= raw.since) &&
      fits(numbersOf(from, to, step, zone)),
  )
  if (underDay) return underDay
  const touched = daysOf(from, to, zone)
  const ofDays = stepLadder.find((step) => step >= day && fits(groupsOf(touched, step / day)))
  if (ofDays) return ofDays
  let step = longestStep
  while (!fits(groupsOf(touched, step / day))) step += longestStep
  return step
}

/**
 * The finest step that covers [from, to) with at most `maxPoints` buckets. `from` moves back to the start of its bucket, so
 * that closed buckets are the same wherever a range begins; `to` stays, so that nothing at or after it is counted.
 * @param zone the zone in which days begin, for steps of days
 * @param rawSince epoch seconds before which only 5-minute roll-ups are left; null: all raw reports are there. A range
 *   that begins before it has no finer step, and one that ends before it ends with a 5-minute bucket
 * @param readFrom epoch seconds of the earliest report that is read with the range; `from` by default
 */
export function alignRange(
  from: number,
  to: number,
  maxPoints: number = maxBuckets,
  {
    zone = 'UTC',
    rawSince = null,
    readFrom = from,
  }: { zone?: string; rawSince?: number | null; readFrom?: number } = {},
): TimeRange {
  const since = rawSince ?? Number.NEGATIVE_INFINITY
  const end = to < since ? Math.ceil(to / finestRollUp) * finestRollUp : to
  const step = finestStep(from, end, maxPoints, zone, { since, readFrom })
  const { first } = numbersOf(from, end, step, zone)
  return { from: startOf(first, step, zone), to: end, step, zone }
}

/** The start of each bucket of an aligned range, and where the last one ends, which may be after `to`. */
export function bucketEdges({ from, to, step, zone = 'UTC' }: TimeRange): number[] {
  const edges: number[] = []
  const { first, last } = numbersOf(from, to, step, zone)
  for (let number = first; number <= last + 1; number += 1) {
    const edge = startOf(number, step, zone)
    // A day that a zone skipped has no length.
    if (edge !== edges.at(-1)) edges.push(edge)
  }
  return edges
}

/**
 * The edges of an aligned range and of as many buckets before it as a period of `length` seconds has: each bucket then stands
 * so many buckets after that of the same place in the period before.
 */
export function edgesWithPrevious(range: TimeRange, length: number): number[] {
  const { from, to, step, zone = 'UTC' } = range
  const { first } = numbersOf(from, to, step, zone)
  // A day of 23 or 25 hours is a day.
  const periods = step < day ? length / step : Math.round(length / day) / (step / day)
  return bucketEdges({ ...range, from: startOf(first - Math.max(1, Math.ceil(periods)), step, zone) })
}

/** The start of each bucket of an aligned range. */
export const bucketStarts = (range: TimeRange): number[] => bucketEdges(range).slice(0, -1)

const stepNames: [number, string][] = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
]

/** 300 → "5 min", 10800 → "3 h". */
export function stepName(seconds: number): string {
  const [size, unit] = stepNames.find(([unitSize]) => seconds % unitSize === 0) ?? [1, 's']
  return `${seconds / size} ${unit}`
}

/** A duration such as "12 s", "3 min", "3 h 12 m", "9 d": at most the two largest units. */
export function durationName(seconds: number): string {
  const s = Math.max(0, Math.round(seconds))
  if (s < 60) return `${s} s`
  if (s < 3_600) return `${Math.floor(s / 60)} min`
  if (s < 86_400) {
    const minutes = Math.floor((s % 3_600) / 60)
    return minutes > 0 && s < 6 * 3_600
      ? `${Math.floor(s / 3_600)} h ${minutes} m`
      : `${Math.floor(s / 3_600)} h`
  }
  return `${Math.floor(s / 86_400)} d`
}

const inTwoUnits = (
  smaller: number,
  perLarger: number,
  [large, small]: readonly [string, string],
): string => {
  const rest = smaller % perLarger
  const larger = `${Math.floor(smaller / perLarger)} ${large}`
  return rest === 0 ? larger : `${larger} ${rest} ${small}`
}

/**
 * The time left, rounded in the smaller unit: "6 d 23 h", "23 h 59 m". A deadline a week away must not read "6 d" a second
 * later, nor "7 d" half a day later.
 */
export function timeLeftName(seconds: number): string {
  const minutes = Math.round(seconds / 60)
  const hours = Math.round(seconds / 3_600)
  if (minutes < 60) return durationName(seconds)
  if (minutes < 24 * 60) return inTwoUnits(minutes, 60, ['h', 'm'])
  if (hours < 14 * 24) return inTwoUnits(hours, 24, ['d', 'h'])
  return `${Math.round(hours / 24)} d`
}
