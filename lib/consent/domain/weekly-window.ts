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
  const found: NextWindow[] = []
  const today = dayAt(from / 1_000, zone)
  // A window lasts at most a day, so an open one began yesterday or, where clocks went forward, the day before. Today's may
  // have ended already, so the last one may be a whole week further.
  for (let day = today - 2; day <= today + 7 * most; day += 1) {
    if (!weekly.weekdays.includes(weekdayOf(day))) continue
    const start = momentOf(day, weekly.start_minute * 60, zone) * 1_000
    const end = start + weekly.duration_minutes * 60_000
    if (end > from) found.push({ name: weekly.name, start: isoOf(start), end: isoOf(end), time_zone: zone })
  }
  return found
}

const isoOf = (at: number): string => new Date(at).toISOString()
