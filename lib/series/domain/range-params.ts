import type { SearchParams } from '@/lib/kernel/url/search-params'
import { isRangePreset, type RangePreset, rangePresets } from './time-range'

/**
 * The range in the URL of a page with charts. Times in epoch seconds, `from` < `to`; `to` is not after now, unless the node has
 * reports from later times.
 */
export type ChosenRange = {
  from: number
  to: number
  /** The preset; null for a custom range. */
  preset: RangePreset | null
  /** A sentence if the URL asked for something that cannot be shown. */
  notice: string | null
}

const defaultPreset: RangePreset = '24h'

/** A shorter range would hardly have a bucket to draw. */
export const shortestRangeSeconds = 60

const presetRange = (preset: RangePreset, now: number, notice: string | null): ChosenRange => ({
  from: now - rangePresets[preset],
  to: now,
  preset,
  notice,
})

const first = (value: string | string[] | undefined): string | undefined => {
  const text = Array.isArray(value) ? value[0] : value
  return text === undefined || text.trim() === '' ? undefined : text.trim()
}

// A space stands for an unencoded plus: "…T10:00:00 02:00".
const isoTime = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+ -]\d{2}:\d{2}))?$/i

/** Epoch seconds of an ISO time with a zone, or of the start of a day in UTC; null for anything else. */
export function parseTime(text: string): number | null {
  if (!isoTime.test(text)) return null
  const time = Date.parse(text.replace(' ', '+'))
  if (Number.isNaN(time)) return null
  // Date.parse reads 30 February as 2 March; a day that does not exist is a mistake.
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`)
  return day.toISOString().slice(0, 10) === text.slice(0, 10) ? Math.floor(time / 1_000) : null
}

const quoted = (text: string): string => `“${text.length > 40 ? `${text.slice(0, 40)}…` : text}”`

function customRange(
  fromText: string | undefined,
  toText: string | undefined,
  { now, end }: { now: number; end: number },
) {
  if (fromText === undefined) return 'A custom range needs a start (from); the end (to) is optional.'
  const from = parseTime(fromText)
  const to = toText === undefined ? (from !== null && from >= now ? end : now) : parseTime(toText)
  const wrong = from === null ? fromText : to === null ? toText : null
  if (from === null || to === null)
    return `${quoted(wrong ?? '')} is not a time; write it with a zone, like 2026-01-31T09:30:00Z.`
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
  const notice = to > end ? cut : null
  return { from, to: shown, preset: null, notice }
}

/**
 * Reads `?range=` (a preset) or `?from=&to=` (ISO times, `to` defaults to now) of a page with charts.
 * @param clock epoch seconds: `now`, and `end`, up to where the node may have reports
 * @returns always a range that can be shown; `notice` says what was wrong with the URL
 */
export function parseRange(params: SearchParams, clock: { now: number; end: number }): ChosenRange {
  const now = Math.floor(clock.now)
  const from = first(params.from)
  const to = first(params.to)
  if (from !== undefined || to !== undefined) {
    const custom = customRange(from, to, { now, end: clock.end })
    return typeof custom === 'string'
      ? presetRange(defaultPreset, now, `${custom} Showing the last 24 hours instead.`)
      : custom
  }
  const preset = first(params.range)
  if (preset === undefined) return presetRange(defaultPreset, now, null)
  if (isRangePreset(preset)) return presetRange(preset, now, null)
  const known = Object.keys(rangePresets).join(', ')
  return presetRange(
    defaultPreset,
    now,
    `${quoted(preset)} is not a range; choose one of ${known}. Showing the last 24 hours instead.`,
  )
}

const rangeNames = ['range', 'from', 'to']

/** What a query asks for apart from the range, such as axes: "" or "&fit=…". */
function keptQuery(current: Iterable<[string, string]>): string {
  const kept = [...current].filter(([name]) => !rangeNames.includes(name))
  return kept.length === 0 ? '' : `&${new URLSearchParams(kept)}`
}

/** The query of a custom range: `?from=…Z&to=…Z`, whole seconds, with what else the `current` one asks for. */
export function rangeQuery(from: number, to: number, current: Iterable<[string, string]> = []): string {
  const iso = (seconds: number): string => new Date(Math.floor(seconds) * 1_000).toISOString().slice(0, 19)
  return `?from=${iso(from)}Z&to=${iso(to)}Z${keptQuery(current)}`
}

export const presetQuery = (preset: string, current: Iterable<[string, string]>): string =>
  `?range=${encodeURIComponent(preset)}${keptQuery(current)}`

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
