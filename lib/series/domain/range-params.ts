import { isRelative, isRounded, type RangeEnd, relativeMoment } from '@/lib/kernel/time/relative-time'
import type { SearchParams } from '@/lib/kernel/url/search-params'
import { timeLeftName } from './time-range'

/** The ranges that one click chooses: `7d` is short for `now-7d` to `now`. */
export const rangePresets = ['15m', '1h', '6h', '24h', '2d', '7d', '30d', '90d', '1y', '2y'] as const
export type RangePreset = (typeof rangePresets)[number]

export const isRangePreset = (value: unknown): value is RangePreset =>
  rangePresets.some((preset) => preset === value)

const unitNames: Record<string, string> = { m: 'min', h: 'h', d: 'd', y: 'y' }

/** How long a range is: "24 h", "15 min", "1 d 12 h". */
export function lengthName({ from, to, preset }: Pick<ChosenRange, 'from' | 'to' | 'preset'>): string {
  if (preset === null) return timeLeftName(to - from)
  return `${preset.slice(0, -1)} ${unitNames[preset.slice(-1)] ?? ''}`
}

/** The ends of a range as a URL has them: relative to now (`now-6h`), or ISO times with their offset. */
export type RangeEnds = Record<RangeEnd, string>

/**
 * The range in the URL of a page with charts. Times in epoch seconds, `from` < `to`; `to` is not after now, unless the node has
 * reports from later times.
 */
export type ChosenRange = {
  from: number
  to: number
  ends: RangeEnds
  /** The preset; null for any other range. */
  preset: RangePreset | null
  /** The moment from which a paused view counts; null: it follows the present. */
  pausedAt: number | null
  /** A sentence if the URL asked for something that cannot be shown. */
  notice: string | null
}

/** Epoch seconds: `now`, and `end`, up to where the node may have reports; the zone in which days begin. */
export type RangeClock = { now: number; end: number; zone?: string }

const defaultPreset: RangePreset = '24h'

/** A shorter range would hardly have a bucket to draw. */
export const shortestRangeSeconds = 60

export const presetEnds = (preset: RangePreset): RangeEnds => ({ from: `now-${preset}`, to: 'now' })

export const presetOf = ({ from, to }: RangeEnds): RangePreset | null =>
  rangePresets.find((preset) => to === 'now' && from === `now-${preset}`) ?? null

const first = (value: string | string[] | undefined): string | undefined => {
  const text = Array.isArray(value) ? value[0] : value
  return text === undefined || text.trim() === '' ? undefined : text.trim()
}

// A space stands for an unencoded plus: "…T10:00:00 02:00".
const isoForm = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+ -]\d{2}:\d{2}))?$/i

/** Epoch seconds of an ISO time with a zone, or of the start of a day in UTC; null for anything else. */
export function parseTime(text: string): number | null {
  if (!isoForm.test(text)) return null
  const time = Date.parse(text.replace(' ', '+'))
  if (Number.isNaN(time)) return null
  // Date.parse reads 30 February as 2 March; a day that does not exist is a mistake.
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`)
  return day.toISOString().slice(0, 10) === text.slice(0, 10) ? Math.floor(time / 1_000) : null
}

/** Whether a range moves with the time. */
export const isMoving = ({ from, to }: RangeEnds): boolean => isRelative(from) || isRelative(to)

const quoted = (text: string): string => `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`

const momentOfEnd = (text: string, end: RangeEnd, { now, zone = 'UTC' }: RangeClock): number | null =>
  relativeMoment(text.replaceAll(' ', '+'), end, now, zone) ?? parseTime(text)

type ReadRange = Pick<ChosenRange, 'from' | 'to' | 'notice'>

/** The moments of a range, or what is wrong with it, as a sentence. */
export function readRange(ends: RangeEnds, clock: RangeClock): ReadRange | string {
  const { now, end } = clock
  const from = momentOfEnd(ends.from, 'from', clock)
  const to = momentOfEnd(ends.to, 'to', clock)
  const wrong = from === null ? ends.from : to === null ? ends.to : null
  if (from === null || to === null)
    return `${quoted(wrong ?? '')} is not a time; write it with a zone, like 2026-01-31T09:30:00Z, or relative to now, like now-6h.`
  if (from < 0) return 'The range begins before 1970.'
  if (from >= end)
    return end > now ? 'The range is after this node’s newest report.' : 'The range is in the future.'
  if (from >= to) return 'The range ends before it begins.'
  const shown = Math.min(to, end)
  if (shown - from < shortestRangeSeconds) return 'The range is shorter than a minute.'
  const cut =
    end > now
      ? 'The range ends after this node’s newest report, so it is shown up to there.'
      : 'The range ends in the future, so it is shown up to now.'
  // Today ends in the future, and everybody knows.
  return { from, to: shown, notice: to > end && !isRounded(ends.to) ? cut : null }
}

/** `2026-11-03T14:00:00Z`, as URLs have it. */
export const isoTime = (seconds: number): string =>
  `${new Date(Math.floor(seconds) * 1_000).toISOString().slice(0, 19)}Z`

/** The ends that the URL asks for, or what is wrong with it. */
function askedEnds(params: SearchParams, { now, end, zone = 'UTC' }: RangeClock): RangeEnds | string {
  const from = first(params.from)
  const to = first(params.to)
  if (from === undefined) {
    if (to !== undefined) return 'A custom range needs a start (from); the end (to) is optional.'
    const preset = first(params.range) ?? defaultPreset
    if (isRangePreset(preset)) return presetEnds(preset)
    return `${quoted(preset)} is not a range; choose one of ${rangePresets.join(', ')}.`
  }
  const begins = momentOfEnd(from, 'from', { now, end, zone })
  return { from, to: to ?? (begins !== null && begins >= now && end > now ? isoTime(end) : 'now') }
}

/** What relative times count from; a sentence if it is no moment of the past. */
function pausedAt(params: SearchParams, now: number): number | string | null {
  const text = first(params.at)
  if (text === undefined) return null
  const at = parseTime(text)
  return at !== null && at >= 2 * 86_400 && at <= now
    ? at
    : `${quoted(text)} is not a time in the past, so the view is not paused.`
}

/**
 * Reads `?range=` (a preset) or `?from=&to=` (relative or ISO times, `to` defaults to now) of a page with charts; `?at=` holds a
 * relative range at a moment.
 * @returns always a range that can be shown; `notice` says what was wrong with the URL
 */
export function parseRange(params: SearchParams, clock: RangeClock): ChosenRange {
  const present = { ...clock, now: Math.floor(clock.now) }
  const paused = pausedAt(params, present.now)
  const at = typeof paused === 'number' ? paused : null
  const held = at === null ? present : { ...present, now: at, end: at }
  const asked = askedEnds(params, held)
  const read = typeof asked === 'string' ? asked : readRange(asked, isMoving(asked) ? held : present)
  const ends = typeof asked === 'string' || typeof read === 'string' ? presetEnds(defaultPreset) : asked
  const shown = typeof read === 'string' ? readRange(ends, held) : read
  if (typeof shown === 'string') throw new Error(`The default range cannot be shown: ${shown}`)
  const wrong = typeof read === 'string' ? `${read} Showing the last 24 hours instead.` : read.notice
  const notices = [wrong, typeof paused === 'string' ? paused : null].filter((text) => text !== null)
  return {
    from: shown.from,
    to: shown.to,
    ends,
    preset: presetOf(ends),
    pausedAt: isMoving(ends) ? at : null,
    notice: notices.join(' ') || null,
  }
}

/**
 * Up to where a node may have reports, in whole epoch seconds: now, or its newest one if that is more than a minute ahead.
 */
export function endOfReports(now: number, newestAhead: string | null): number {
  const end = newestAhead === null ? now : Math.floor(Date.parse(newestAhead) / 1_000) + 1
  return end - now > shortestRangeSeconds ? end : now
}

/** A range of `length` seconds that ends shortly after a moment, for a link to where there is something to see. */
export function rangeAround(moment: number, length: number, end: number): { from: number; to: number } {
  const to = Math.min(end, Math.ceil(moment + length * 0.1))
  return { from: Math.max(0, Math.floor(to - length)), to }
}
