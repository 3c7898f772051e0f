import { TZDateMini as TZDate } from '@date-fns/tz/date/mini'
import { dayAt, dayStart, isShownTwice, offsetAt, offsetText, passesOf } from '@/lib/kernel/time/time-zone'
import { firstMonday } from '@/lib/series/domain/time-range'

/** One tick: epoch seconds and its label; `date` only where the day (or month) changes. */
export type TimeTick = { at: number; label: string; date: string | null }

const minute = 60
const hour = 3_600
const day = 86_400

/** Distances between ticks that people count in, in seconds. */
const steps = [
  1,
  2,
  5,
  10,
  15,
  30,
  minute,
  2 * minute,
  5 * minute,
  10 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  3 * hour,
  6 * hour,
  12 * hour,
  day,
  2 * day,
  4 * day,
  7 * day,
  14 * day,
]

const formats = new Map<string, Intl.DateTimeFormat>()

/** Part of a local time as text; formatters are cached, since creating one is slow. */
function localText(at: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  const key = zone + JSON.stringify(options)
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone, hourCycle: 'h23' })
    formats.set(key, format)
  }
  return format.format(at * 1_000).replace(',', '')
}

/** The time of day; with its offset if clocks show that time twice, or if `offset` asks for it. */
export const clockText = (
  at: number,
  zone: string,
  seconds = false,
  offset = isShownTwice(at, zone),
): string =>
  localText(at, zone, {
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' as const } : {}),
  }) + (offset ? ` (${offsetText(offsetAt(at, zone))})` : '')

/** Whether clocks change between two times that are at most two days apart, so that their difference is not what it looks. */
export const clocksChange = (from: number, to: number, zone: string): boolean =>
  Math.abs(to - from) <= 2 * day && offsetAt(from, zone) !== offsetAt(to, zone)

export const dayText = (at: number, zone: string, year = false): string =>
  localText(at, zone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(year ? { year: 'numeric' as const } : {}),
  })

/** Times within a day at which the local clock shows a multiple of `step`, also on a day of 23 or 25 hours. */
function clockTicks(from: number, to: number, step: number, zone: string): number[] {
  // Zones differ from UTC by multiples of 15 minutes, so a grid at most that coarse misses none.
  const grid = Math.min(step, 15 * minute)
  const ticks: number[] = []
  for (let at = Math.ceil(from / grid) * grid; at <= to; at += grid)
    if ((at + offsetAt(at, zone)) % step === 0) ticks.push(at)
  return ticks
}

/** Local midnights; every `days`-th since a fixed Monday, so that the same days keep their tick as the range moves. */
function dayTicks(from: number, to: number, days: number, zone: string): number[] {
  const ticks: number[] = []
  const first = Math.ceil((dayAt(from, zone) - firstMonday) / days) * days + firstMonday
  for (let day = first; ; day += days) {
    const at = dayStart(day, zone)
    if (at > to) return ticks
    if (at >= from) ticks.push(at)
  }
}

/** First days of months; every `months`-th, counted from January. */
function monthTicks(from: number, to: number, months: number, zone: string): number[] {
  const ticks: number[] = []
  const start = new TZDate(from * 1_000, zone)
  for (let month = Math.floor(start.getMonth() / months) * months; ; month += months) {
    const at = new TZDate(start.getFullYear(), month, 1, zone).getTime() / 1_000
    if (at > to || !Number.isFinite(at)) return ticks
    if (at >= from) ticks.push(at)
  }
}

function labelled(at: number[], step: number, zone: string): TimeTick[] {
  const inDay = step < day
  const inMonth = step <= 14 * day
  let before = ''
  return at.map((time) => {
    const date = inDay
      ? dayText(time, zone)
      : localText(time, zone, inMonth ? { month: 'short', year: 'numeric' } : { year: 'numeric' })
    const label = inDay
      ? `${clockText(time, zone, step < minute, false)}${passesOf(time, zone)[1] === time ? ' 2nd' : ''}`
      : localText(time, zone, inMonth ? { day: 'numeric' } : { month: 'short' })
    const isNew = date !== before
    before = date
    return { at: time, label, date: isNew ? date : null }
  })
}

/**
 * Ticks at boundaries of the local clock and calendar, at most `most` of them.
 * @param zone IANA time zone
 */
export function timeTicks(from: number, to: number, most: number, zone: string): TimeTick[] {
  const least = (to - from) / Math.max(1, most)
  const step = steps.find((candidate) => candidate >= least)
  if (step !== undefined) {
    const at = step < day ? clockTicks(from, to, step, zone) : dayTicks(from, to, step / day, zone)
    return labelled(at, step, zone)
  }
  const months = [1, 3, 6, 12, 24, 60, 120, 240].find((count) => count * 30 * day >= least) ?? 600
  return labelled(monthTicks(from, to, months, zone), 30 * day, zone)
}

const isDayStart = (at: number, zone: string): boolean => dayStart(dayAt(at, zone), zone) === at

const yearOf = (at: number, zone: string): string => localText(at, zone, { year: 'numeric' })

/** "Fri 20 Nov 2026 09:00–12:00", with both dates if it passes midnight, and only dates for whole days. */
export function spanText(from: number, to: number, zone: string): string {
  const wholeDays = to > from && isDayStart(from, zone) && isDayStart(to, zone)
  // The last day is the one that holds the last second.
  const end = wholeDays ? to - 1 : to
  const sameYear = yearOf(from, zone) === yearOf(end, zone)
  const [first, last] = [dayText(from, zone, true), dayText(end, zone, true)]
  if (wholeDays) return first === last ? first : `${dayText(from, zone, !sameYear)} – ${last}`
  const seconds = from % minute !== 0 || to % minute !== 0
  const offset = clocksChange(from, to, zone) || undefined
  const [begin, close] = [from, to].map((at) => clockText(at, zone, seconds, offset))
  return first === last
    ? `${first} ${begin}–${close}`
    : `${first} ${begin} – ${dayText(to, zone, !sameYear)} ${close}`
}
