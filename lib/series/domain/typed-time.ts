import { dayFields, dayOf, dayText, parseDay } from '@/lib/kernel/time/calendar-day'
import { isRelative } from '@/lib/kernel/time/relative-time'
import { dayAt, momentOf, momentsShowing, offsetAt, offsetText } from '@/lib/kernel/time/time-zone'
import { isoTime, parseTime } from './range-params'

const daySeconds = 86_400

/** Where and when a text is read: epoch seconds, and the zone of its clocks. */
export type Reader = { now: number; zone: string }

/**
 * One end of a typed range: a time of a URL (relative, or ISO), a whole day (days since the epoch; `ends` for one that moves
 * with the present), or a time of day.
 */
export type TypedTime =
  | { kind: 'time'; text: string }
  | { kind: 'day'; day: number; ends: { from: string; to: string } | null }
  | { kind: 'clock'; day: number | null; clock: TypedClock }

/** A time of day in seconds as clocks show it, as it was typed; `offset` tells two passes apart. */
export type TypedClock = { text: string; second: number; offset: string | null }

/** What is wrong with a text, as a sentence; `choices`: whole texts, one of which may have been meant. */
export type TypedProblem = { problem: string; choices: string[] }

export const wrong = (problem: string, choices: string[] = []): TypedProblem => ({ problem, choices })

export const quoted = (text: string): string => `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`

const unitNames: readonly [unit: string, names: RegExp][] = [
  ['s', /^(s|secs?|seconds?)$/i],
  ['m', /^(m|mins?|minutes?)$/],
  ['h', /^(h|hrs?|hours?)$/i],
  ['d', /^(d|days?)$/i],
  ['w', /^(w|wks?|weeks?)$/i],
  ['M', /^(M|mos?|months?)$/],
  ['y', /^(y|yrs?|years?)$/i],
]

/** The letter of a unit; `m` is minutes and `M` months, as in Grafana. */
export const unitLetter = (name: string): string | null => {
  const word = name.length > 1 ? name.toLowerCase() : name
  return unitNames.find(([, names]) => names.test(word))?.[0] ?? null
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Three letters or the whole name. */
const placeOf = (names: readonly string[], word: string, whole: RegExp): number =>
  whole.test(word) ? names.indexOf(word.slice(0, 3).toLowerCase()) : -1

const weekdayWord =
  /^(mon(day)?|tue(s(day)?)?|wed(nesday)?|thu(r(s(day)?)?)?|fri(day)?|sat(urday)?|sun(day)?)$/i
const monthWord =
  /^(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)$/i

/** The latest day of this date that is not after today, unless its year is written. */
function datedDay(date: number, month: number, year: string | undefined, today: number): number | null {
  if (month < 0) return null
  if (year !== undefined) return dayOf({ year: Number(year), month, date })
  const thisYear = dayFields(today).year
  // A 29 February may be eight years ago.
  for (let back = 0; back <= 8; back += 1) {
    const day = dayOf({ year: thisYear - back, month, date })
    if (day !== null && day <= today) return day
  }
  return null
}

/** Today and yesterday, a weekday (the latest, today included) or a date. */
function typedDay(text: string, { now, zone }: Reader): TypedTime | null {
  const today = dayAt(now, zone)
  const word = text.toLowerCase()
  if (word === 'today') return { kind: 'day', day: today, ends: { from: 'now/d', to: 'now' } }
  if (word === 'yesterday') return { kind: 'day', day: today - 1, ends: { from: 'now-1d/d', to: 'now-1d/d' } }
  const weekday = placeOf(weekdays, text, weekdayWord)
  // Day 0 was a Thursday.
  if (weekday >= 0) return { kind: 'day', day: today - ((((today + 3 - weekday) % 7) + 7) % 7), ends: null }
  const [, date, monthAfter, yearAfter] = /^(\d{1,2})\.? ([a-z]+)\.?,?(?: (\d{4}))?$/i.exec(text) ?? []
  const [, monthBefore, dateAfter, yearLast] = /^([a-z]+)\.? (\d{1,2})(?:,? (\d{4}))?$/i.exec(text) ?? []
  const month = placeOf(months, monthAfter ?? monthBefore ?? '', monthWord)
  const day = parseDay(text) ?? datedDay(Number(date ?? dateAfter), month, yearAfter ?? yearLast, today)
  return day === null ? null : { kind: 'day', day, ends: null }
}

const clockForm = /^(\d{1,2})(?::(\d\d))?(?::(\d\d))? ?(am|pm)?(?: ?\(([+-]\d\d:\d\d)\))?$/i

/** `14:00`, `14:00:30`, `2 pm`, `02:30 (+01:00)`; 24:00 is the end of a day. */
function typedClock(text: string): TypedClock | null {
  const [, hours, minutes, seconds = '0', half, offset = null] = clockForm.exec(text) ?? []
  if (hours === undefined || (minutes === undefined && half === undefined)) return null
  const [h, m, s] = [Number(hours), Number(minutes ?? 0), Number(seconds)]
  if (m > 59 || s > 59 || h > (half ? 12 : 24) || (half && h < 1)) return null
  const hour = half ? (h % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : h
  const second = hour * 3_600 + m * 60 + s
  return second > daySeconds ? null : { text, second, offset }
}

/** One end of a range; null for anything that is not understood. */
export function typedTime(text: string, reader: Reader): TypedTime | null {
  const relative = text.replace(/^now/i, 'now')
  if (isRelative(relative)) return { kind: 'time', text: relative }
  const at = text.length > 10 ? parseTime(text) : null
  if (at !== null) return { kind: 'time', text: isoTime(at) }
  const [, count, unit = ''] = /^(\d{1,5}) ?([a-z]+) ago$/i.exec(text) ?? []
  const letter = unitLetter(unit)
  if (count !== undefined && letter) return { kind: 'time', text: `now-${count}${letter}` }
  const day = typedDay(text, reader)
  if (day) return day
  const clock = typedClock(text)
  if (clock) return { kind: 'clock', day: null, clock }
  // A day and a clock in either order: "yesterday 14:00", "3 Nov at 2 pm", "15:30 yesterday".
  for (const gap of text.matchAll(/(?:,? at|,| on)? |(?<=\d)T(?=\d)/gi)) {
    const [left, right] = [text.slice(0, gap.index), text.slice(gap.index + gap[0].length)]
    for (const [dayPart, clockPart] of [
      [left, right],
      [right, left],
    ] as const) {
      const [on, at] = [typedDay(dayPart, reader), typedClock(clockPart)]
      if (on?.kind === 'day' && at) return { kind: 'clock', day: on.day, clock: at }
    }
  }
  return null
}

/** "they go from 02:00 to 03:00", at a moment at which clocks change. */
function changeText(at: number, zone: string): string {
  const [from, to] = [at - 1, at].map((known) =>
    new Date((at + offsetAt(known, zone)) * 1_000).toISOString().slice(11, 16),
  )
  return `they go from ${from} to ${to}`
}

/** When clocks show a time of a day, in epoch seconds; what is wrong if they never do, or twice. */
export function clockMoment(
  day: number,
  { text, second, offset }: TypedClock,
  zone: string,
): number | { problem: string; offsets: string[] } {
  const moments = momentsShowing(day * daySeconds + second, zone)
  const date = dayText(day)
  const offsets = moments.map((at) => offsetText(offsetAt(at, zone)))
  const [only] = offset === null ? moments : moments.filter((_, index) => offsets[index] === offset)
  if (only !== undefined && (offset !== null || moments.length === 1)) return only
  if (moments.length > 1)
    return { problem: `Clocks in ${zone} show ${text} twice on ${date}. Choose one of the two.`, offsets }
  if (offset !== null) return { problem: `Clocks in ${zone} do not show ${text} on ${date}.`, offsets }
  const change = momentOf(day, second, zone)
  return {
    problem: `Clocks in ${zone} skip ${text} on ${date}: ${changeText(change, zone)}.`,
    offsets: [],
  }
}

/** How clocks show a moment: its day, and the time of day, with the offset where they show it twice. */
export function shownTime(at: number, zone: string): { day: number; clock: string } {
  const shown = at + offsetAt(at, zone)
  const day = Math.floor(shown / daySeconds)
  const text = new Date(shown * 1_000).toISOString().slice(11, 19).replace(/:00$/, '')
  const twice = momentsShowing(shown, zone).length > 1
  return { day, clock: twice ? `${text} (${offsetText(offsetAt(at, zone))})` : text }
}
