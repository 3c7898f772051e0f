import { silentAfterSeconds } from '@/lib/fleet/domain/node-state'
import type { MissingReason, Stretch } from './missing'
import { type BucketedRange, bucketsOf, type StatusColumns } from './series'

/** The last report before a range; epoch seconds. */
export type ReportBefore = { at: number; status: string }

/** A stretch in which a metric has no value, and why. */
export type Gap = Stretch & { reason: MissingReason }

/** The usual seconds from one bucket with reports to the next within the range; null with too few of them. */
function usualSpacing(reports: readonly number[], edges: readonly number[]): number | null {
  const starts = edges.filter((_, index) => (reports[index] ?? 0) > 0)
  const spacings = starts.slice(1).map((start, index) => start - (starts[index] ?? start))
  if (spacings.length < 3) return null
  return spacings.sort((a, b) => a - b)[Math.floor((spacings.length - 1) / 2)] ?? null
}

/**
 * How long a silence must last to count as "no reports". Where buckets are finer than the node's cadence, an empty bucket
 * between two punctual reports is not a gap; where they are not (null), a single empty bucket is.
 */
function gapSeconds(
  { reports }: StatusColumns,
  { edges, step }: BucketedRange,
  cadenceSeconds: number | null,
): number | null {
  // The current cadence may differ from that of the range; the shorter one hides no gap.
  const closest = Math.min(
    usualSpacing(reports, edges) ?? Number.POSITIVE_INFINITY,
    cadenceSeconds ?? Number.POSITIVE_INFINITY,
  )
  return closest <= 1.1 * step || !Number.isFinite(closest) ? null : 1.5 * closest
}

/** Where the bucket of the report before the range would end, so that the silence after it is measured like any other. */
const heardUntil = ({ from, step }: BucketedRange, before: ReportBefore | null): number =>
  before ? from - (Math.ceil((from - before.at) / step) - 1) * step : Number.NEGATIVE_INFINITY

/**
 * The stretches of the range without reports, including a silent end. One at the start counts from the report before the
 * range, so that a silence is the same wherever a range cuts it. One that lasts is not a gap until the node counts as silent,
 * since its report may still come.
 */
export function reportGaps(
  status: StatusColumns,
  range: BucketedRange,
  cadenceSeconds: number | null,
  before: ReportBefore | null,
): Stretch[] {
  type Silence = Stretch & { since: number; whole: boolean }
  const gaps: Silence[] = []
  let open: Silence | null = null
  for (const [index, { from, to, partial }] of bucketsOf(range).entries()) {
    if ((status.reports[index] ?? 0) > 0) open = null
    else if (open) {
      open.to = to
      open.whole ||= !partial
    } else {
      open = { from, to, since: index === 0 ? heardUntil(range, before) : from, whole: !partial }
      gaps.push(open)
    }
  }
  const least = gapSeconds(status, range, cadenceSeconds)
  const silent = silentAfterSeconds(cadenceSeconds)
  const counts = ({ since, to, whole }: Silence): boolean => {
    if (range.open && to === range.to) return to - since > silent
    return least === null ? whole || to - since > silent : to - since >= least
  }
  return gaps.filter(counts).map(({ from, to }) => ({ from, to }))
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
  status: StatusColumns,
  range: BucketedRange,
  cadenceSeconds: number | null,
  before: ReportBefore | null,
): Gap[] {
  const gaps: Gap[] = []
  let reason: MissingReason | null = null
  eachBucket(range, reportGaps(status, range, cadenceSeconds, before), ({ index, from, to, inGap }) => {
    const punctual = (status.reports[index] ?? 0) === 0 && !inGap
    if (!punctual) reason = missing[index] ?? null
    if (reason === null) return
    const last = gaps.at(-1)
    if (last?.to === from && last.reason === reason) last.to = to
    else gaps.push({ from, to, reason })
  })
  return gaps
}
