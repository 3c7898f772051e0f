import { calendarDay, type DayFields, dayFields } from './calendar-day'
import { dayAt, dayStart, momentOf, offsetAt } from './time-zone'

const day = 86_400

/** Units shorter than a day have a fixed length; the others follow the calendar of a zone. */
const fixedSeconds = { s: 1, m: 60, h: 3_600 } as const
const units = ['s', 'm', 'h', 'd', 'w', 'M', 'y'] as const
type Unit = (typeof units)[number]

/** So many units later (or earlier), or the start of the present unit. */
type Step = { add: number; unit: Unit } | { round: Unit }

/** A time relative to now, as Grafana writes it: `now-6h`, `now-1d/d`. */
type RelativeTime = readonly Step[]

/** `from` rounds down, `to` up, so that `now-1d/d` to `now-1d/d` is all of yesterday. */
export type RangeEnd = 'from' | 'to'

// Six of the longest steps stay within the years that zones and calendar know.
const form = /^now(?:[+-](?:\d{1,10}s|\d{1,7}[mh]|\d{1,5}[dwM]|\d{1,4}y)|\/[smhdwMy]){0,6}$/
const steps = /([+-])(\d+)([smhdwMy])|\/([smhdwMy])/g

const unitOf = (text: string | undefined): Unit => units.find((unit) => unit === text) ?? 's'

function parseRelative(text: string): RelativeTime | null {
  if (!form.test(text)) return null
  return [...text.matchAll(steps)].map(
    ([, sign, count, unit, rounded]): Step =>
      rounded
        ? { round: unitOf(rounded) }
        : { add: Number(count) * (sign === '-' ? -1 : 1), unit: unitOf(unit) },
  )
}

export const isRelative = (text: string): boolean => form.test(text)

/** Whether it names a whole unit, such as a day. */
export const isRounded = (text: string): boolean => isRelative(text) && text.includes('/')

/** Days, or months and years cut to their last day: a month before 31 March is 28 February. */
function addDays(from: number, count: number, unit: Unit): number {
  if (unit === 'd' || unit === 'w') return from + count * (unit === 'w' ? 7 : 1)
  const { year, month, date } = dayFields(from)
  const months = year * 12 + month + count * (unit === 'y' ? 12 : 1)
  const first = { year: Math.floor(months / 12), month: ((months % 12) + 12) % 12, date: 1 }
  const last = calendarDay({ ...first, month: first.month + 1 }) - 1
  return Math.min(calendarDay({ ...first, date }), last)
}

/** Clocks show the same time of day as before, unless they skip it: then it is the moment at which they go forward. */
function added(at: number, { add, unit }: { add: number; unit: Unit }, zone: string): number {
  if (unit === 's' || unit === 'm' || unit === 'h') return at + add * fixedSeconds[unit]
  if (add === 0) return at
  const shown = at + offsetAt(at, zone)
  const today = Math.floor(shown / day)
  return momentOf(addDays(today, add, unit), shown - today * day, zone)
}

const starts: Record<'d' | 'w' | 'M' | 'y', (fields: DayFields, today: number) => number> = {
  d: (_, today) => today,
  // Weeks begin on Mondays, as their buckets do; day 0, 1 January 1970, was a Thursday.
  w: (_, today) => today - ((((today + 3) % 7) + 7) % 7),
  M: ({ year, month }) => calendarDay({ year, month, date: 1 }),
  y: ({ year }) => calendarDay({ year, month: 0, date: 1 }),
}

/** The start of the unit that holds a moment, or its end. */
function rounded(at: number, unit: Unit, end: RangeEnd, zone: string): number {
  if (unit === 's' || unit === 'm' || unit === 'h') {
    const offset = offsetAt(at, zone)
    const start = Math.floor((at + offset) / fixedSeconds[unit]) * fixedSeconds[unit] - offset
    return end === 'from' ? start : start + fixedSeconds[unit]
  }
  const today = dayAt(at, zone)
  const first = starts[unit](dayFields(today), today)
  return dayStart(end === 'from' ? first : addDays(first, 1, unit), zone)
}

/**
 * The moment of a relative time in whole epoch seconds; null for any other text.
 * @param zone in which days, weeks, months and years begin, as returned by `parseZone`
 */
export function relativeMoment(text: string, end: RangeEnd, now: number, zone: string): number | null {
  const found = parseRelative(text)
  if (!found) return null
  let at = Math.floor(now)
  // What is rounded up is the end of a unit, which belongs to that unit and not to the next.
  let last = 0
  for (const step of found) {
    at = 'round' in step ? rounded(at - last, step.round, end, zone) : added(at, step, zone)
    if ('round' in step && end === 'to') last = 1
  }
  return at
}
