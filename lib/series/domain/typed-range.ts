import { dayText } from '@/lib/kernel/time/calendar-day'
import { isRounded } from '@/lib/kernel/time/relative-time'
import { dayAt, dayStart } from '@/lib/kernel/time/time-zone'
import { fixedEnds } from './range-links'
import { isMoving, isoTime, isRangePreset, parseTime, presetEnds, type RangeEnds } from './range-params'
import {
  clockMoment,
  type Reader,
  shownTime,
  type TypedProblem,
  type TypedTime,
  typedTime,
  unitLetter,
} from './typed-time'

const examples =
  'Write “last 3 days”, “yesterday 14:00 to 15:30”, “2026-11-03 to 2026-11-05” or “now-6h to now”.'

const wrong = (problem: string, choices: string[] = []): TypedProblem => ({ problem, choices })
const quoted = (text: string): string => `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`

const periods = ['hour', 'day', 'week', 'month', 'year']

/** "last 3 days", "past 2 hours", "6h", "this week", "previous month". */
function typedPeriod(text: string): RangeEnds | TypedProblem | null {
  const [, lead, count, unit = ''] = /^(?:the )?(last |past )?(?:(\d{1,5}) ?)?([a-z]+)$/i.exec(text) ?? []
  const letter = unitLetter(unit)
  if (letter && count !== undefined) {
    const preset = `${Number(count)}${letter}`
    return isRangePreset(preset) ? presetEnds(preset) : { from: `now-${preset}`, to: 'now' }
  }
  if (letter && lead && 'smh'.includes(letter)) return { from: `now-1${letter}`, to: 'now' }
  if (letter && lead && unit.length > 1) {
    const same = { d: '24 hours', w: '7 days', M: '30 days', y: '365 days' }[letter] ?? ''
    return wrong(`${quoted(text)} may mean two things. Choose one of them.`, [
      `last ${same}`,
      letter === 'd' ? 'yesterday' : `previous ${unit.toLowerCase()}`,
    ])
  }
  const [, which = '', period = ''] = /^(this|previous) ([a-z]+)$/i.exec(text) ?? []
  const one = periods.includes(period.toLowerCase()) ? unitLetter(period) : null
  if (one === null) return null
  if (which.toLowerCase() === 'this') return { from: `now/${one}`, to: 'now' }
  return { from: `now-1${one}/${one}`, to: `now-1${one}/${one}` }
}

const dottedDate = /(?<!\d)(\d{1,2})([/.])(\d{1,2})\2(\d{4})(?!\d)/

/** Both readings of a date such as 03/11/2026 where there are two. */
function dayOrMonth(text: string): TypedProblem | null {
  const [found, one = '', _, other = '', year = ''] = dottedDate.exec(text) ?? []
  if (found === undefined) return null
  const two = (part: string): string => part.padStart(2, '0')
  const readings = [`${year}-${two(other)}-${two(one)}`, `${year}-${two(one)}-${two(other)}`]
  const choices = [...new Set(readings)].filter((day) => parseTime(day) !== null)
  return wrong(
    `${found} may be read in two ways. Write dates as year-month-day.`,
    choices.map((day) => text.replace(found, day)),
  )
}

const clockPair = /^(\d{1,2}:\d\d(?::\d\d)?) ?- ?(\d{1,2}:\d\d(?::\d\d)?)$/

/** The two ends of "a to b", "a – b", "a until b", "between a and b", "14:00-15:30"; null without a second one. */
function endsOf(text: string): [string, string] | null {
  const [, begin, close] = clockPair.exec(text) ?? []
  if (begin !== undefined && close !== undefined) return [begin, close]
  const [, low, high] = /^between (.+) and (.+)$/i.exec(text) ?? []
  if (low !== undefined && high !== undefined) return [low, high]
  const [, from, to] = /^(?:from )?(.+?)(?: to | until | till | - | ?[–—] ?| ?\.\. ?)(.+)$/i.exec(text) ?? []
  return from !== undefined && to !== undefined ? [from, to] : null
}

/** A day, or a time that stands for a whole unit, such as `now-1d/d`. */
function wholeOf(time: TypedTime, text: string, zone: string): RangeEnds | TypedProblem {
  if (time.kind === 'day') {
    if (time.ends) return time.ends
    const [from, to] = [dayStart(time.day, zone), dayStart(time.day + 1, zone)]
    return from < to ? fixedEnds(from, to) : wrong(`There was no ${dayText(time.day)} in ${zone}.`)
  }
  if (time.kind === 'time' && isRounded(time.text)) return { from: time.text, to: time.text }
  if (time.kind === 'time' && time.text !== 'now') return { from: time.text, to: 'now' }
  return wrong('A range needs two times.', time.kind === 'clock' ? [`since ${text}`] : [])
}

/** The moment of a typed clock as a text of the URL; where clocks show it twice, the whole text with either offset. */
function clockEnd(
  time: Extract<TypedTime, { kind: 'clock' }>,
  day: number,
  { text, last, zone }: { text: string; last: boolean; zone: string },
): number | TypedProblem {
  const found = clockMoment(day, time.clock, zone)
  if (typeof found === 'number') return found
  const typed = time.clock.text
  const place = last ? text.lastIndexOf(typed) : text.indexOf(typed)
  const bare = typed.replace(/ ?\(.*\)$/, '')
  return wrong(
    found.problem,
    found.offsets.map(
      (offset) => `${text.slice(0, place)}${bare} (${offset})${text.slice(place + typed.length)}`,
    ),
  )
}

function betweenTimes(
  from: TypedTime,
  to: TypedTime,
  text: string,
  reader: Reader,
): RangeEnds | TypedProblem {
  const { now, zone } = reader
  const today = dayAt(now, zone)
  const ownDay = (time: TypedTime): number | null => (time.kind === 'time' ? null : time.day)
  const day = ownDay(from) ?? ownDay(to) ?? today
  const begin = from.kind === 'clock' ? clockEnd(from, day, { text, last: false, zone }) : dayStart(day, zone)
  if (typeof begin !== 'number') return begin
  if (from.kind === 'clock' && ownDay(from) === null && ownDay(to) === null && begin > now)
    return wrong(`${from.clock.text} today is still to come.`, [
      text.replace(from.clock.text, `yesterday ${from.clock.text}`),
    ])
  const fromText =
    from.kind === 'time' ? from.text : from.kind === 'day' && from.ends ? from.ends.from : isoTime(begin)
  if (to.kind === 'time') return { from: fromText, to: to.text }
  if (to.kind === 'day')
    return { from: fromText, to: to.ends ? to.ends.to : isoTime(dayStart(to.day + 1, zone)) }
  if (to.day === null && from.kind === 'day')
    return wrong(`${to.clock.text} needs a day.`, [text.replace(to.clock.text, `today ${to.clock.text}`)])
  const known = to.day ?? (from.kind === 'time' ? today : day)
  const close = clockEnd(to, known, { text, last: true, zone })
  if (typeof close !== 'number' || to.day !== null || from.kind !== 'clock' || close > begin)
    return typeof close === 'number' ? { from: fromText, to: isoTime(close) } : close
  // "22:00 to 02:00" ends on the next day.
  const next = clockEnd(to, known + 1, { text, last: true, zone })
  return typeof next === 'number' ? { from: fromText, to: isoTime(next) } : next
}

/**
 * Reads a range as people type it, in the zone of the reader.
 * @returns its ends as a URL has them, or what is wrong; a time that clocks skip or show twice is never guessed
 */
export function readTypedRange(typed: string, reader: Reader): RangeEnds | TypedProblem {
  const text = typed
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/\bnow ?([+-]) ?(?=\d)/gi, 'now$1')
  if (text === '') return wrong(`Enter a range. ${examples}`)
  const unclear = dayOrMonth(text)
  if (unclear) return unclear
  const [, since] = /^since (.+)$/i.exec(text) ?? []
  const pair: [string, string] | null = since === undefined ? endsOf(text) : [since, 'now']
  if (pair === null) {
    const period = typedPeriod(text)
    if (period) return period
    const time = typedTime(text, reader)
    return time ? wholeOf(time, text, reader.zone) : wrong(`${quoted(text)} is not a range. ${examples}`)
  }
  const [from, to] = pair.map((end) => typedTime(end.trim(), reader))
  if (from && to) return betweenTimes(from, to, text, reader)
  return wrong(`${quoted(from ? pair[1] : pair[0])} is not a time. ${examples}`)
}

export const isTypedProblem = (found: RangeEnds | TypedProblem): found is TypedProblem => 'problem' in found

/** A range as it can be typed again: relative times as they are, others as clocks of the zone show them. */
export function rangeText(ends: RangeEnds, zone: string): string {
  const [from, to] = [parseTime(ends.from), parseTime(ends.to)]
  if (isMoving(ends) || from === null || to === null) {
    const text = (end: string, at: number | null): string => {
      if (at === null) return end
      const { day, clock } = shownTime(at, zone)
      return `${dayText(day)} ${clock}`
    }
    return ends.from === ends.to ? ends.from : `${text(ends.from, from)} to ${text(ends.to, to)}`
  }
  const [first, last] = [dayAt(from, zone), dayAt(to - 1, zone)]
  if (dayStart(first, zone) === from && dayStart(last + 1, zone) === to)
    return first === last ? dayText(first) : `${dayText(first)} to ${dayText(last)}`
  const [begin, close] = [shownTime(from, zone), shownTime(to, zone)]
  const closing = close.day === begin.day ? close.clock : `${dayText(close.day)} ${close.clock}`
  return `${dayText(begin.day)} ${begin.clock} to ${closing}`
}
