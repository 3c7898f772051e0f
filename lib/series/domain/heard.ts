import { expectedSpacings } from '@/lib/kernel/time/intervals'
import {
  type BucketedRange,
  bucketsOf,
  type ReportBefore,
  type ReportTimes,
  type StatusColumns,
} from './series'

/** What is known beside the numbers of reports. */
export type CoverageSources = {
  /** By bucket, where the reports were read and not roll-ups; else empty. */
  times?: readonly (ReportTimes | undefined)[]
  /** The current interval of the node, for a range with too few reports to show one. */
  cadenceSeconds: number | null
  before: ReportBefore | null
}

/** A bucket with reports, or the report before the range. */
type Heard = {
  index: number
  /** Its first and last report, or where the bucket begins and ends. */
  first: number
  last: number
  count: number
  interval: number | null
}

/** `exact`: the times of reports are known. `step`: seconds per bucket. `cadenceSeconds`: the node's current interval. */
export type Rule = { exact: boolean; step: number; cadenceSeconds: number | null }

/** With so many reports, a bucket of unknown times shows how far apart they are; two may be one that was sent twice. */
const leastReports = 3

/** Nobody reports more often than every second: what is closer was sent twice. */
const leastSpacing = 1

/** The usual spacings within a bucket, where it shows any; two of many say as much as all. */
function spacingsWithin({ first, last, count }: Heard, exact: boolean): number[] {
  if (exact ? last - first < leastSpacing : count < leastReports) return []
  const spacing = (last - first) / (exact ? count - 1 : count)
  return count === 2 ? [spacing] : [spacing, spacing]
}

/** What was heard in a range, in order, the report before it first. */
export function heardIn(
  { reports }: StatusColumns,
  range: BucketedRange,
  { times = [], before }: CoverageSources,
): Heard[] {
  const heard = bucketsOf(range).flatMap(({ from, to }, index): Heard[] => {
    const count = reports[index] ?? 0
    return count === 0 ? [] : [{ index, first: from, last: to, interval: null, ...times[index], count }]
  })
  if (before === null) return heard
  const { at, interval } = before
  // Where the bucket of the report before the range would lie, so that the silence after it is measured like any other.
  const last = range.from - (Math.ceil((range.from - at) / range.step) - 1) * range.step
  const bucket = times.length > 0 ? { first: at, last: at } : { first: last - range.step, last }
  return [{ index: -1, ...bucket, count: 1, interval }, ...heard]
}

/** The interval after each of these: what it says itself, what the spacings around it show, or else the current one. */
export function intervalsAfter(
  heard: readonly Heard[],
  { exact, step, cadenceSeconds }: Rule,
): (number | null)[] {
  const spacings: number[] = []
  const places = heard.map((one, place) => {
    const within = spacingsWithin(one, exact)
    spacings.push(...within)
    const next = heard[place + 1]
    if (next) spacings.push(next.first - (exact ? one.last : one.first))
    return spacings.length - 1
  })
  const expected = expectedSpacings(spacings, { step: exact ? 0 : step, current: cadenceSeconds })
  return heard.map(({ interval }, place) => interval ?? expected[places[place] ?? -1] ?? cadenceSeconds)
}
