import type { StatusColumns } from './series'
import { bucketStarts, type TimeRange } from './time-range'

/** A stretch of time, epoch seconds, `to` exclusive. */
export type Stretch = { from: number; to: number }

/** One status for a stretch; null where nothing was reported. */
export type StatusStretch = Stretch & { status: string | null }

type Bucket = Stretch & { reports: number; worst: string | null }

function buckets(status: StatusColumns, range: TimeRange): Bucket[] {
  const place = new Map(status.t.map((t, index) => [t, index]))
  return bucketStarts(range).map((from) => {
    const index = place.get(from)
    return {
      from,
      to: Math.min(from + range.step, range.to),
      reports: index === undefined ? 0 : (status.reports[index] ?? 0),
      worst: index === undefined ? null : (status.worst[index] ?? null),
    }
  })
}

/** Seconds from one bucket with reports to the next, as the range itself shows it; null with too few of them. */
function usualSpacing(all: readonly Bucket[]): number | null {
  const starts = all.filter((bucket) => bucket.reports > 0).map((bucket) => bucket.from)
  const spacings = starts.slice(1).map((start, index) => start - (starts[index] ?? start))
  if (spacings.length < 3) return null
  return spacings.sort((a, b) => a - b)[Math.floor((spacings.length - 1) / 2)] ?? null
}

/**
 * How long nothing may come before it counts as "no reports". Where buckets are finer than the node's cadence, an
 * empty bucket between two punctual reports is no gap; where they are not, one empty bucket is.
 */
function gapSeconds(step: number, all: readonly Bucket[], cadenceSeconds: number | null): number {
  // The cadence of now need not be that of the range; the closer one hides no gap.
  const closest = Math.min(
    usualSpacing(all) ?? Number.POSITIVE_INFINITY,
    cadenceSeconds ?? Number.POSITIVE_INFINITY,
  )
  return closest <= 1.1 * step || !Number.isFinite(closest) ? step : 1.5 * closest
}

/**
 * The stretches of the range in which nothing was reported, the silent end included.
 * The open last bucket is none by itself: its report may still come.
 */
export function reportGaps(
  status: StatusColumns,
  range: TimeRange,
  cadenceSeconds: number | null,
): Stretch[] {
  const gaps: Stretch[] = []
  let open: Stretch | null = null
  const all = buckets(status, range)
  for (const bucket of all) {
    if (bucket.reports > 0) open = null
    else if (open) open.to = bucket.to
    else {
      open = { from: bucket.from, to: bucket.to }
      gaps.push(open)
    }
  }
  const least = gapSeconds(range.step, all, cadenceSeconds)
  return gaps.filter((gap) => gap.to - gap.from >= least)
}

/**
 * The range as stretches of one status each: the worst status of each bucket, null in gaps. Between two reports
 * that came in time the last status goes on. Only the time before a first report that came in time is left out:
 * what the node was then was said before the range began.
 */
export function statusStretches(
  status: StatusColumns,
  range: TimeRange,
  cadenceSeconds: number | null,
): StatusStretch[] {
  const gaps = reportGaps(status, range, cadenceSeconds)
  const stretches: StatusStretch[] = []
  for (const { from, to, reports, worst } of buckets(status, range)) {
    const previous = stretches.at(-1)
    const inGap = gaps.some((gap) => from >= gap.from && from < gap.to)
    if (reports === 0 && !inGap && !previous) continue
    const value = reports > 0 ? (worst ?? 'Unknown') : inGap ? null : (previous?.status ?? null)
    if (previous && previous.status === value) previous.to = to
    else stretches.push({ from, to, status: value })
  }
  return stretches
}
