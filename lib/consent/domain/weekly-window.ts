import { joinedTimes, type Span } from '@/lib/kernel/time/joined-times'
import type { TimeWindow } from '@/lib/kernel/time/time-window'
import { dayAt, momentOf, parseZone } from '@/lib/kernel/time/time-zone'

/** A node's weekly window. Weekdays as in ISO 8601, 1 is Monday; minutes since midnight as clocks show them. */
export type WeeklyWindow = {
  name: string
  weekdays: readonly number[]
  start_minute: number
  duration_minutes: number
  time_zone: string
}

export type WeeklyTimes = Omit<WeeklyWindow, 'name'>

export type NextWindow = TimeWindow & { name: string }

/** 1 January 1970 was a Thursday. */
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/**
 * The next occurrences of these windows, soonest first, including open ones. Across a clock change a window begins at
 * the same time of day (if it is skipped, when clocks go forward; if it occurs twice, the first time) and keeps its
 * length, so an approval for an hour lasts an hour. An unknown zone has no windows.
 */
export function nextWindows(windows: readonly WeeklyWindow[], now: Date, most: number): NextWindow[] {
  return windows
    .flatMap((weekly) => nextOf(weekly, now.getTime(), most))
    .sort((a, b) => Date.parse(a.start) - Date.parse(b.start))
    .slice(0, most)
}

/** @param from in milliseconds since 1970 */
function nextOf(weekly: WeeklyWindow, from: number, most: number): NextWindow[] {
  const zone = parseZone(weekly.time_zone)
  if (zone === null) return []
  // Today's may have ended already, so the last one may be a whole week further.
  return openings(weekly, zone, from, dayAt(from / 1_000, zone) + 7 * most).map(([start, end]) => ({
    ...{ name: weekly.name, start: isoOf(start), end: isoOf(end), time_zone: zone },
  }))
}

/** Those that end after `from` and begin on `lastDay` of the zone at the latest, in order; milliseconds since 1970. */
function openings(weekly: WeeklyTimes, zone: string, from: number, lastDay: number): Span[] {
  const found: Span[] = []
  // A window lasts at most a day, so an open one began yesterday or, where clocks went forward, the day before.
  for (let day = dayAt(from / 1_000, zone) - 2; day <= lastDay; day += 1) {
    if (!weekly.weekdays.includes(weekdayOf(day))) continue
    const start = momentOf(day, weekly.start_minute * 60, zone) * 1_000
    const end = start + weekly.duration_minutes * 60_000
    if (end > from) found.push([start, end])
  }
  return found
}

/** When these windows are open within [from, to), in order; those that touch are one. Milliseconds since 1970. */
export function openTimes(windows: readonly WeeklyTimes[], from: number, to: number): Span[] {
  const found = windows.flatMap((weekly) => {
    const zone = parseZone(weekly.time_zone)
    return zone === null ? [] : openings(weekly, zone, from, dayAt(to / 1_000, zone))
  })
  return joinedTimes(found.filter(([start]) => start < to))
}

/** How far ahead a window is looked for that opens as another closes. */
const aheadMs = 7 * 86_400_000

/** Until when windows are open that are open at `now`, with those that follow without a pause; null: none is. */
export function openUntil(windows: readonly WeeklyTimes[], now: number): number | null {
  const [first] = openTimes(windows, now, now + aheadMs)
  return first && first[0] <= now ? first[1] : null
}

const isoOf = (at: number): string => new Date(at).toISOString()
