import { newerOffset } from './newer-zones'

const day = 86_400

/** The cookie in which a browser sends its zone to the server. */
export const zoneCookie = 'hakim_zone'

/** The error for a name that is not a zone, in the browser and from the server. */
export const notAZone = 'must be a time zone such as Europe/Berlin'

/** Longer than any name in the time-zone database, and short enough to hand to `Intl`. */
const longestName = 64

/** Cached for each zone: creating a formatter takes a hundred times as long as using it. */
type Clock = { format: Intl.DateTimeFormat; offsets: Map<number, number> }

// Bounded by the number of zones, a few hundred, since only names from `parseZone` come here.
const clocks = new Map<string, Clock>()

/** Cached offsets per zone; the cache is emptied when full, so that no request can fill the memory. */
const maxDays = 4_000

/** An IANA time zone as this runtime spells it (`europe/berlin` → `Europe/Berlin`); null for anything else. */
export function parseZone(text: string): string | null {
  if (text === 'UTC' || clocks.has(text)) return text
  // Some versions of `Intl` accept bare offsets such as +02:00; a zone needs a name.
  if (text.length > longestName || !/^[a-z]/i.test(text)) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    return null
  }
}

function clockOf(zone: string): Clock {
  const known = clocks.get(zone)
  if (known) return known
  const options = { timeZone: zone, hour: 'numeric', timeZoneName: 'longOffset' } as const
  const clock = { format: new Intl.DateTimeFormat('en', options), offsets: new Map<number, number>() }
  clocks.set(zone, clock)
  return clock
}

/**
 * Seconds by which the clocks of a zone are ahead of UTC at a time in epoch seconds.
 * @param zone as returned by `parseZone`
 */
export function offsetAt(at: number, zone: string): number {
  if (zone === 'UTC') return 0
  const newer = newerOffset(at, zone)
  if (newer !== null) return newer
  const text = clockOf(zone).format.format(at * 1_000)
  // "5 AM GMT+05:45", "5 AM GMT" without an offset, and with seconds for local mean time.
  const [, sign, hours, minutes, seconds] = /GMT([+-])(\d+):(\d+)(?::(\d+))?$/.exec(text) ?? []
  const size = Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
  return sign === '-' ? -size : size
}

/** The offset when a day begins in UTC; neighbouring days and later ranges need the same one. */
function offsetOfDay(utcDay: number, zone: string): number {
  const { offsets } = clockOf(zone)
  const known = offsets.get(utcDay)
  if (known !== undefined) return known
  if (offsets.size >= maxDays) offsets.clear()
  const offset = offsetAt(utcDay * day, zone)
  offsets.set(utcDay, offset)
  return offset
}

/** The first second at which the zone has another offset than at `from`; it has that one at `to`. */
function changeBetween(from: number, to: number, zone: string): number {
  const before = offsetAt(from, zone)
  let [last, first] = [from, to]
  while (first - last > 1) {
    const middle = Math.floor((first + last) / 2)
    if (offsetAt(middle, zone) === before) last = middle
    else first = middle
  }
  return first
}

/**
 * The first moment at which clocks of the zone show a time, in epoch seconds; if they skip it, the first at which they
 * show a later one. No zone is a whole day off UTC, so the moment is within a day of the same time in UTC.
 * @param shown the time that clocks show, as if it were UTC, in epoch seconds
 * @param before the zone's offset a day before `shown` in UTC
 * @param after and a day after it
 */
function firstShowing(shown: number, zone: string, before: number, after: number): number {
  if (before === after) return shown - before
  const change = changeBetween(shown - day, shown + day, zone)
  if (shown - before < change) return shown - before
  return Math.max(change, shown - after)
}

/**
 * When clocks of a zone show a time, in epoch seconds: the first of two such moments, or, for a skipped time, the moment
 * at which clocks go forward.
 * @param localDay days since 1 January 1970
 * @param second seconds after midnight, as clocks show them
 */
export function momentOf(localDay: number, second: number, zone: string): number {
  const shown = localDay * day + second
  return firstShowing(shown, zone, offsetAt(shown - day, zone), offsetAt(shown + day, zone))
}

/**
 * When clocks of a zone show a time, in epoch seconds, in order: usually once, twice when they are set back over it, never
 * when they skip it.
 * @param shown the time that clocks show, as if it were UTC, in epoch seconds
 */
export function momentsShowing(shown: number, zone: string): number[] {
  const offsets = new Set([offsetAt(shown - day, zone), offsetAt(shown + day, zone)])
  return [...offsets]
    .map((offset) => shown - offset)
    .filter((at) => at + offsetAt(at, zone) === shown)
    .sort((a, b) => a - b)
}

/** Both moments at which clocks of the zone show the time of this one; empty if it is the only one. Epoch seconds. */
export function passesOf(at: number, zone: string): number[] {
  const utcDay = Math.floor(at / day)
  // Known for most times without asking for their own offset, which hundreds of labels would make slow.
  if (zone === 'UTC' || offsetOfDay(utcDay - 1, zone) === offsetOfDay(utcDay + 2, zone)) return []
  const passes = momentsShowing(at + offsetAt(at, zone), zone)
  return passes.length > 1 ? passes : []
}

/** Whether clocks of the zone show the time of this moment twice; epoch seconds. */
export const isShownTwice = (at: number, zone: string): boolean => passesOf(at, zone).length > 0

/** An offset as ISO 8601 writes it: `+01:00`, `-03:30`. */
export function offsetText(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60)
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/**
 * When a day of the zone's calendar begins, in epoch seconds: the first moment at which clocks show midnight, or, if
 * midnight is skipped, a later time.
 * @param localDay days since 1 January 1970
 */
export function dayStart(localDay: number, zone: string): number {
  const midnight = localDay * day
  if (zone === 'UTC') return midnight
  return firstShowing(midnight, zone, offsetOfDay(localDay - 1, zone), offsetOfDay(localDay + 1, zone))
}

/** The day of the zone's calendar that a time in epoch seconds belongs to, in days since 1 January 1970. */
export function dayAt(time: number, zone: string): number {
  const shown = Math.floor((time + offsetAt(time, zone)) / day)
  // Clocks set back across midnight show the old day again after the new one has begun.
  return dayStart(shown + 1, zone) <= time ? shown + 1 : shown
}
