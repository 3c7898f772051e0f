import { deviation, median } from '@/lib/kernel/numbers/robust'

/** What is usual at an hour of the week: from `low` to `high`, by so many weeks before. */
export type Usual = { low: number; high: number; weeks: number }

const week = 168

/** So many weeks are looked at; fewer than half of them say nothing. */
export const baselineWeeks = 8
export const leastWeeks = 4

/** So many deviations are beyond what is usual, and at least this share of the value. */
const beyond = 4
const leastShare = 0.02

/** The last hours have to agree before anything is called unusual. */
const inARow = 2

/**
 * What was usual at one hour of the week: around the median of the same hour, the one before and the one after in the weeks
 * before, and at least as wide as what was there, but for one hour on each side, which may have been an incident.
 * @param hours hourly averages, oldest first
 */
export function usualAt(hours: readonly (number | null)[], at: number): Usual | null {
  const found: number[] = []
  let weeks = 0
  for (let before = 1; before <= baselineWeeks; before += 1) {
    const known = [-1, 0, 1].flatMap((beside) => hours[at - before * week + beside] ?? [])
    if (known.length > 0) weeks += 1
    found.push(...known)
  }
  const middle = median(found)
  if (middle === null || weeks < leastWeeks) return null
  const sorted = found.sort((a, b) => a - b)
  const width = Math.max(beyond * deviation(found, middle), leastShare * Math.abs(middle))
  return {
    low: Math.min(middle - width, sorted[1] ?? middle),
    high: Math.max(middle + width, sorted.at(-2) ?? middle),
    weeks,
  }
}

/** What is usual in each hour from `from` (epoch seconds) on, in the unit of the reports; null where too few weeks are known. */
export type UsualBand = { from: number; low: (number | null)[]; high: (number | null)[] }

/**
 * The band of what is usual in the last `count` hours.
 * @param hours hourly averages, oldest first, up to `to` (epoch seconds, a whole hour), and the weeks before
 * @param most what a value cannot be above, such as 100 per cent
 */
export function usualBand(
  hours: readonly (number | null)[],
  { count, to, most }: { count: number; to: number; most: number },
): UsualBand {
  const least = hours.every((value) => value === null || value >= 0) ? 0 : Number.NEGATIVE_INFINITY
  const found = Array.from({ length: count }, (_, index) => usualAt(hours, hours.length - count + index))
  return {
    from: to - count * 3_600,
    low: found.map((usual) => usual && Math.max(least, usual.low)),
    high: found.map((usual) => usual && Math.min(most, usual.high)),
  }
}

/** Of how many of the weeks before its end anything is known. */
export function knownWeeks(hours: readonly (number | null)[]): number {
  const ends = Array.from({ length: baselineWeeks }, (_, before) => hours.length - before * week)
  return ends.filter((end) =>
    hours.slice(Math.max(0, end - week), Math.max(0, end)).some((value) => value !== null),
  ).length
}

/** Whether the last hours are beyond what is usual, all on the same side; null while that is not known, or while all is as usual. */
export function unusual(hours: readonly (number | null)[]): 'higher' | 'lower' | null {
  const sides = Array.from({ length: inARow }, (_, back) => {
    const at = hours.length - 1 - back
    const [value, usual] = [hours[at] ?? null, usualAt(hours, at)]
    if (value === null || usual === null) return null
    return value > usual.high ? 'higher' : value < usual.low ? 'lower' : null
  })
  const [side] = sides
  return side && sides.every((one) => one === side) ? side : null
}
