import { type ChosenRange, isoTime, presetOf, type RangeEnds } from './range-params'

/** A query as the browser has it. */
type Query = Iterable<[string, string]>

const rangeNames = ['range', 'from', 'to', 'at']

/** What a query asks for apart from the range, such as axes: "" or "&fit=…". */
function keptQuery(current: Query): string {
  const kept = [...current].filter(([name]) => !rangeNames.includes(name))
  return kept.length === 0 ? '' : `&${new URLSearchParams(kept)}`
}

export const fixedEnds = (from: number, to: number): RangeEnds => ({ from: isoTime(from), to: isoTime(to) })

/** The query of a range: `?range=7d` or `?from=…&to=…`, with what else the `current` one asks for. */
export function endsQuery(ends: RangeEnds, current: Query = []): string {
  const preset = presetOf(ends)
  const text = (end: string): string => end.replaceAll('+', '%2B')
  const range = preset ? `range=${preset}` : `from=${text(ends.from)}&to=${text(ends.to)}`
  return `?${range}${keptQuery(current)}`
}

/** The query of two moments in epoch seconds: `?from=…Z&to=…Z`. */
export const rangeQuery = (from: number, to: number, current: Query = []): string =>
  endsQuery(fixedEnds(from, to), current)

const lengths = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'm'],
] as const

/** The last so many seconds: 7,200 → `now-2h` to `now`. A single day is 24 hours, as its preset says. */
function lastSeconds(length: number): RangeEnds {
  // A relative time takes at most five digits of days.
  const [size, unit] = lengths.find(
    ([unitSize]) =>
      length % unitSize === 0 && (unitSize < 86_400 || length > unitSize) && length / unitSize < 100_000,
  ) ?? [1, 's']
  return { from: `now-${length / size}${unit}`, to: 'now' }
}

/** Epoch seconds: the present, and up to where the node has reports. */
type Clock = { now: number; end: number }

/** A range of a length that ends at a moment or, where that is about the present, moves with it. */
function endingAt(to: number, length: number, { now, end }: Clock): RangeEnds {
  if (to < end - length / 50) return fixedEnds(Math.max(0, to - length), Math.max(0, to - length) + length)
  return end === now ? lastSeconds(length) : fixedEnds(Math.max(0, end - length), end)
}

type Moments = Pick<ChosenRange, 'from' | 'to'>

/**
 * The range so much earlier or later, in its own lengths: -0.5 is half a range back. None is later than the present; null where
 * there is nothing further.
 */
export function shifted({ from, to }: Moments, by: number, clock: Clock): RangeEnds | null {
  const length = to - from
  if (by > 0 ? to >= clock.end : from <= 0) return null
  return endingAt(to + Math.round(length * by), length, clock)
}

/** Twice the range around its middle; up to the present where it would reach beyond. */
export function zoomedOut({ from, to }: Moments, clock: Clock): RangeEnds {
  const length = to - from
  return endingAt(to + Math.round(length / 2), Math.min(length * 2, clock.end), clock)
}

/** The `current` query with one parameter set, or without it. */
export function withParam(current: Query, name: string, value: string | null): string {
  const kept = [...current].filter(([other]) => other !== name)
  return `?${new URLSearchParams(value === null ? kept : [...kept, [name, value]])}`
}

/** The `current` query, paused at a moment in epoch seconds. */
export const pausedQuery = (current: Query, at: number): string => withParam(current, 'at', isoTime(at))
