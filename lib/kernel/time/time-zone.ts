const day = 86_400

/** The cookie in which a browser tells the server its zone. */
export const zoneCookie = 'hakim_zone'

/** What is said of a name that no zone has, before sending and by the server. */
export const notAZone = 'must be a time zone such as Europe/Berlin'

/** Longer than any name in the time-zone database, and short enough to hand to `Intl`. */
const longestName = 64

/** What is remembered of a zone: making a formatter takes a hundred times as long as using it. */
type Clock = { format: Intl.DateTimeFormat; offsets: Map<number, number> }

// As many as there are zones, a few hundred, since only names of `parseZone` come here.
const clocks = new Map<string, Clock>()

/** Days of which a zone's offset is remembered; they are forgotten all at once, so that no question fills the memory. */
const mostDays = 4_000

/** An IANA time zone as this runtime spells it (`europe/berlin` → `Europe/Berlin`); null for anything else. */
export function parseZone(text: string): string | null {
  if (text === 'UTC' || clocks.has(text)) return text
  // `Intl` takes bare offsets such as +02:00 in some versions; a zone has a name.
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
 * @param zone as `parseZone` gives it
 */
export function offsetAt(at: number, zone: string): number {
  if (zone === 'UTC') return 0
  const text = clockOf(zone).format.format(at * 1_000)
  // "5 AM GMT+05:45", "5 AM GMT" without an offset, and with seconds where clocks followed the sun.
  const [, sign, hours, minutes, seconds] = /GMT([+-])(\d+):(\d+)(?::(\d+))?$/.exec(text) ?? []
  const size = Number(hours ?? 0) * 3_600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
  return sign === '-' ? -size : size
}

/** The offset when a day begins in UTC. Neighbouring days ask for the same one, and so do later ranges. */
function offsetOfDay(utcDay: number, zone: string): number {
  const { offsets } = clockOf(zone)
  const known = offsets.get(utcDay)
  if (known !== undefined) return known
  if (offsets.size >= mostDays) offsets.clear()
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
 * The first moment at which clocks of the zone show a time, in epoch seconds; where they skip it, the first at which
 * they show a later one. No zone is a day away from UTC, so the moment lies within a day of the same time in UTC.
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
 * When clocks of a zone show a time, in epoch seconds: of two such moments the first, and where the time is skipped the
 * moment at which clocks go forward.
 * @param localDay days since 1 January 1970
 * @param second seconds after midnight, as clocks show them
 */
export function momentOf(localDay: number, second: number, zone: string): number {
  const shown = localDay * day + second
  return firstShowing(shown, zone, offsetAt(shown - day, zone), offsetAt(shown + day, zone))
}

/**
 * When a day of the zone's calendar begins, in epoch seconds: the first moment at which clocks show its midnight, or,
 * where midnight is skipped, at which they show a later time.
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
  // Clocks that are put back over midnight show the old day again, after the new one has begun.
  return dayStart(shown + 1, zone) <= time ? shown + 1 : shown
}
