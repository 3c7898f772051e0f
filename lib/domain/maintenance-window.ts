import type { JobWindow } from './consent'
import { dayAt, momentOf, parseZone } from './time-zone'

/** A weekly window of a node. Weekdays as in ISO 8601, 1 is Monday; `start_minute` since midnight as clocks show it. */
export type WeeklyWindow = {
  weekdays: readonly number[]
  start_minute: number
  duration_minutes: number
  time_zone: string
}

/** 1 January 1970 was a Thursday. */
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1

/**
 * The next `count` times of a weekly window, oldest first, with the one that is open at `from`. Over a change of clocks
 * it begins at the same time of day (skipped: when clocks go forward; shown twice: the first) and always lasts as long,
 * so what is approved for an hour is an hour. Empty when the zone is none that is known here.
 * @param from in milliseconds since 1970
 */
export function nextWindows(weekly: WeeklyWindow, from: number, count: number): JobWindow[] {
  const zone = parseZone(weekly.time_zone)
  if (zone === null || weekly.weekdays.length === 0) return []
  const windows: JobWindow[] = []
  // A window lasts a day at most, so the one that is open may have begun the day before.
  const first = dayAt(from / 1_000, zone) - 2
  for (let day = first; windows.length < count && day <= first + 7 * count + 3; day += 1) {
    if (!weekly.weekdays.includes(weekdayOf(day))) continue
    const start = momentOf(day, weekly.start_minute * 60, zone) * 1_000
    const end = start + weekly.duration_minutes * 60_000
    if (end > from)
      windows.push({
        start: new Date(start).toISOString(),
        end: new Date(end).toISOString(),
        time_zone: zone,
      })
  }
  return windows
}
