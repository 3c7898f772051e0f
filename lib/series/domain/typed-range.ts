import { dayText } from '@/lib/kernel/time/calendar-day'
import { isRounded } from '@/lib/kernel/time/relative-time'
import { dayAt, dayStart } from '@/lib/kernel/time/time-zone'
import { fixedEnds } from './range-links'
import { isoTime, type RangeEnds } from './range-params'
import { dayOrMonth, typedPeriod } from './typed-period'
import {
  clockMoment,
  quoted,
  type Reader,
  type TypedProblem,
  type TypedTime,
  typedTime,
  wrong,
} from './typed-time'

const examples =
  'Write “last 3 days”, “yesterday 14:00 to 15:30”, “2026-11-03 to 2026-11-05” or “now-6h to now”.'

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

type Typed = { text: string; reader: Reader }

/** The start of a range as a URL has it, and its moment where that is known. */
function typedStart(from: TypedTime, to: TypedTime, { text, reader }: Typed) {
  const { now, zone } = reader
  if (from.kind === 'time') return { end: from.text, day: dayAt(now, zone), at: null }
  if (from.kind === 'day') {
    const at = dayStart(from.day, zone)
    return { end: from.ends?.from ?? isoTime(at), day: from.day, at }
  }
  const known = to.kind === 'time' ? null : to.day
  const day = from.day ?? known ?? dayAt(now, zone)
  const at = clockEnd(from, day, { text, last: false, zone })
  if (typeof at !== 'number') return at
  if (from.day === null && known === null && at > now)
    return wrong(`${from.clock.text} today is still to come.`, [
      text.replace(from.clock.text, `yesterday ${from.clock.text}`),
    ])
  return { end: isoTime(at), day, at }
}

function betweenTimes(from: TypedTime, to: TypedTime, typed: Typed): RangeEnds | TypedProblem {
  const { text, reader } = typed
  const { zone } = reader
  const start = typedStart(from, to, typed)
  if ('problem' in start) return start
  if (to.kind === 'time') return { from: start.end, to: to.text }
  if (to.kind === 'day') return { from: start.end, to: to.ends?.to ?? isoTime(dayStart(to.day + 1, zone)) }
  if (to.day === null && from.kind === 'day')
    return wrong(`${to.clock.text} needs a day.`, [text.replace(to.clock.text, `today ${to.clock.text}`)])
  const endOn = (day: number): number | TypedProblem => clockEnd(to, day, { text, last: true, zone })
  const close = endOn(to.day ?? start.day)
  // "22:00 to 02:00" ends on the next day.
  const passesMidnight =
    to.day === null && start.at !== null && typeof close === 'number' && close <= start.at
  const end = passesMidnight ? endOn(start.day + 1) : close
  return typeof end === 'number' ? { from: start.end, to: isoTime(end) } : end
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
  if (from && to) return betweenTimes(from, to, { text, reader })
  return wrong(`${quoted(from ? pair[1] : pair[0])} is not a time. ${examples}`)
}

export const isTypedProblem = (found: RangeEnds | TypedProblem): found is TypedProblem => 'problem' in found
