import { silentAfterSeconds } from '@/lib/fleet/domain/node-state'
import { isMissed, isMissedInBuckets } from '@/lib/kernel/time/intervals'
import { type CoverageSources, heardIn, intervalsAfter, type Rule } from './heard'
import type { MissingReason, Stretch } from './missing'
import { type BucketedRange, bucketsOf, type StatusColumns } from './series'

/** A stretch in which a metric has no value, and why. */
export type Gap = Stretch & { reason: MissingReason }

/** Where a range has no reports although some were due, and the interval that each of its buckets was judged by. */
type Coverage = { gaps: Stretch[]; intervals: (number | null)[] }

/** What lies between two reports, or between one and an end of the range. */
type Silence = {
  since: number
  until: number
  /** It goes on, and the next report may still come. */
  lasts: boolean
  /** It holds a bucket that is over. */
  whole: boolean
}

function isGap(
  { since, until, lasts, whole }: Silence,
  expected: number | null,
  { exact, step, cadenceSeconds }: Rule,
): boolean {
  const length = until - since
  if (lasts) return length > silentAfterSeconds(cadenceSeconds)
  if (!whole && length <= silentAfterSeconds(expected)) return false
  if (expected === null) return true
  return exact ? isMissed(length, expected) : isMissedInBuckets(length, expected, step)
}

/**
 * Where a range has no reports although some were due, including a silent end. A silence at the start counts from the report
 * before the range, so that it is the same wherever a range cuts it. One that lasts is not a gap until the node counts as
 * silent, since its report may still come.
 */
export function coverageOf(status: StatusColumns, range: BucketedRange, sources: CoverageSources): Coverage {
  const { times = [], cadenceSeconds } = sources
  const rule: Rule = { exact: times.length > 0, step: range.step, cadenceSeconds }
  const buckets = bucketsOf(range)
  const heard = heardIn(status, range, sources)
  const expected = intervalsAfter(heard, rule)
  const intervals = buckets.map(() => expected[0] ?? cadenceSeconds)
  const gaps: Stretch[] = []
  // Before the first report, between each and the next, and after the last.
  for (let place = -1; place < heard.length; place += 1) {
    const [last, next] = [heard[place], heard[place + 1]]
    const begin = last ? last.index + 1 : 0
    const end = next ? Math.max(0, next.index) : buckets.length
    const interval = expected[Math.max(0, place)] ?? cadenceSeconds
    intervals.fill(interval, Math.max(0, begin - 1), end)
    const [from, to] = [buckets[begin]?.from, buckets[end - 1]?.to]
    if (begin >= end || from === undefined || to === undefined) continue
    const silence = {
      since: last?.last ?? Number.NEGATIVE_INFINITY,
      until: next?.first ?? to,
      lasts: range.open && !next,
      whole: buckets.slice(begin, end).some(({ partial }) => !partial),
    }
    if (isGap(silence, interval, rule)) gaps.push({ from, to })
  }
  return { gaps, intervals }
}

/** Calls `visit` for each bucket with whether it lies in one of the ascending gaps. */
export function eachBucket(
  range: BucketedRange,
  gaps: readonly Stretch[],
  visit: (bucket: Stretch & { index: number; inGap: boolean }) => void,
): void {
  let next = 0
  for (const [index, { from, to }] of bucketsOf(range).entries()) {
    while ((gaps[next]?.to ?? Number.POSITIVE_INFINITY) <= from) next += 1
    visit({ index, from, to, inGap: (gaps[next]?.from ?? Number.POSITIVE_INFINITY) <= from })
  }
}

/**
 * The stretches in which a metric has no value, each with its reason. An empty bucket between two punctual reports is
 * treated like the one before it.
 */
export function metricGaps(
  missing: readonly (MissingReason | null)[],
  { reports }: Pick<StatusColumns, 'reports'>,
  range: BucketedRange,
  silences: readonly Stretch[],
): Gap[] {
  const gaps: Gap[] = []
  let reason: MissingReason | null = null
  eachBucket(range, silences, ({ index, from, to, inGap }) => {
    if (inGap || (reports[index] ?? 0) > 0) reason = missing[index] ?? null
    if (reason === null) return
    const last = gaps.at(-1)
    if (last?.to === from && last.reason === reason) last.to = to
    else gaps.push({ from, to, reason })
  })
  return gaps
}
