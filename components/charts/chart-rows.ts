import type { SeriesColumns, StatusColumns } from '@/lib/domain/series'
import { bucketStarts, maxBuckets, type TimeRange } from '@/lib/domain/time-range'

/** One bucket of one metric, ready to draw. Times in epoch seconds, values in the unit that is displayed. */
export type ChartRow = {
  from: number
  /** Where the bucket ends, or the range, if that is sooner. */
  to: number
  /** Where the bucket is drawn: the middle of the time that it covers. */
  x: number
  avg: number | null
  min: number | null
  max: number | null
  /** Samples of this metric. */
  count: number
  /** Reports of the node, with or without this metric. */
  reports: number
  /** Not over yet: it still grows. */
  open: boolean
  /** Without neighbours: a line cannot show it. */
  lone: boolean
}

const scaled = (value: number | null | undefined, factor: number): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value * factor : null

/**
 * Columns to rows, one for every bucket of the range: a bucket that the columns leave out is there with nulls.
 * Never more than `maxBuckets`; the newest win.
 */
export function chartRows(
  columns: SeriesColumns | undefined,
  status: StatusColumns | null,
  range: TimeRange,
  factor = 1,
): ChartRow[] {
  const samples = new Map(columns?.t.map((t, index) => [t, index]))
  const reports = new Map(status?.t.map((t, index) => [t, status.reports[index] ?? 0]))
  const rows = bucketStarts(range)
    .slice(-maxBuckets)
    .map((from): ChartRow => {
      const index = samples.get(from) ?? -1
      const to = Math.min(from + range.step, range.to)
      const count = columns?.count[index] ?? 0
      return {
        from,
        to,
        x: (from + to) / 2,
        avg: scaled(columns?.avg[index], factor),
        min: scaled(columns?.min[index], factor),
        max: scaled(columns?.max[index], factor),
        count,
        reports: Math.max(count, reports.get(from) ?? 0),
        open: from + range.step > range.to,
        lone: false,
      }
    })
  rows.forEach((row, index) => {
    const joined = rows[index - 1]?.avg != null || rows[index + 1]?.avg != null
    row.lone = row.avg !== null && !joined
  })
  return rows
}

/** Lowest minimum and highest maximum; null without a sample. */
export function extent(rows: readonly ChartRow[]): { min: number; max: number } | null {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const row of rows) {
    for (const value of [row.min, row.avg, row.max]) {
      if (value === null) continue
      if (value < min) min = value
      if (value > max) max = value
    }
  }
  return min <= max ? { min, max } : null
}

/** The mean of all samples: bucket averages weighted by their samples. Null without any. */
export function meanOf(rows: readonly ChartRow[]): number | null {
  let mean = 0
  let count = 0
  for (const row of rows) {
    if (row.avg === null) continue
    const weight = Math.max(1, row.count)
    count += weight
    // A running mean: a plain sum of large values would overflow.
    mean += (row.avg - mean) * (weight / count)
  }
  return count > 0 ? mean : null
}
