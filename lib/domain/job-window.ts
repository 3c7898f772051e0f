import type { JobWindow } from './consent'
import { dayAt, dayStart, offsetAt, parseZone } from './time-zone'

/** A window that a node has every week; weekdays as in ISO 8601 (1 is Monday), minutes since midnight in the zone. */
export type WeeklyWindow = {
  name: string
  weekdays: number[]
  start_minute: number
  duration_minutes: number
  time_zone: string
}

export type NextWindow = JobWindow & { name: string }

const minute = 60

/** Days since 1970 to the weekday of ISO 8601; 1 January 1970 was a Thursday. */
const weekdayOf = (localDay: number): number => ((((localDay + 3) % 7) + 7) % 7) + 1

/**
 * When the clocks of a zone show a time of day, in epoch seconds; where they skip it, as much later as they are put on.
 * @param localDay days since 1 January 1970
 * @param zone as `parseZone` gives it
 */
export function timeOfDay(localDay: number, minutes: number, zone: string): number {
  const local = localDay * 86_400 + minutes * minute
  const before = offsetAt(dayStart(localDay, zone), zone)
  const guess = local - before
  const after = offsetAt(guess, zone)
  if (after === before) return guess
  const other = local - after
  return offsetAt(other, zone) === after ? other : guess
}

/** The times at which these windows come next, soonest first; one that is open now is among them. */
export function nextWindows(windows: readonly WeeklyWindow[], now: Date, most: number): NextWindow[] {
  const seconds = now.getTime() / 1_000
  const found = windows.flatMap(({ name, weekdays, start_minute, duration_minutes, time_zone }) => {
    const zone = parseZone(time_zone)
    if (zone === null) return []
    const today = dayAt(seconds, zone)
    // Since yesterday, as a window may reach over midnight; two weeks, so that each one comes twice.
    const days = Array.from({ length: 16 }, (_, index) => today - 1 + index)
    return days
      .filter((localDay) => weekdays.includes(weekdayOf(localDay)))
      .map((localDay) => {
        const start = timeOfDay(localDay, start_minute, zone)
        return { name, start, end: start + duration_minutes * minute, time_zone: zone }
      })
  })
  return found
    .filter(({ end }) => end > seconds)
    .sort((a, b) => a.start - b.start)
    .slice(0, most)
    .map((window) => ({ ...window, start: isoOf(window.start), end: isoOf(window.end) }))
}

const isoOf = (seconds: number): string => new Date(seconds * 1_000).toISOString()

/** `Tue 24 Nov 22:00–23:00 Europe/Berlin`; a zone that no clock knows is read as UTC. */
export function windowText(window: JobWindow, now = new Date()): string {
  const zone = parseZone(window.time_zone) ?? 'UTC'
  const start = momentOf(window.start, zone, now)
  const end = momentOf(window.end, zone, now)
  const until = start.day === end.day ? end.clock : ` ${end.day} ${end.clock}`
  return `${start.day} ${start.clock}${start.day === end.day ? '–' : ' –'}${until} ${zone}`
}

/** `Tue 24 Nov 22:00`, in a zone. */
export function momentText(iso: string, timeZone: string, now = new Date()): string {
  const { day, clock } = momentOf(iso, parseZone(timeZone) ?? 'UTC', now)
  return `${day} ${clock}`
}

function momentOf(iso: string, timeZone: string, now: Date): { day: string; clock: string } {
  const at = new Date(iso)
  const year = { timeZone, year: 'numeric' } as const
  const sameYear = part(year).format(at) === part(year).format(now)
  const day = part({ timeZone, weekday: 'short', day: 'numeric', month: 'short' }).format(at).replace(',', '')
  return {
    day: sameYear ? day : `${day} ${part(year).format(at)}`,
    clock: part({ timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at),
  }
}

const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', options)
