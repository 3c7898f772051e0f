import type { MissingReason, Stretch } from '@/lib/series/domain/missing'
import {
  type BucketedRange,
  bucketsOf,
  type SeriesColumns,
  type StatusColumns,
} from '@/lib/series/domain/series'

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
  /** Why there is no value; null where there is one. */
  missing: MissingReason | null
  /** Cut off by the end of the range. */
  partial: boolean
  /** Not over yet: it still grows. */
  open: boolean
  /** Without neighbours: a line cannot show it. */
  lone: boolean
}

const scaled = (value: number | null | undefined, factor: number): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value * factor : null

/** Columns to rows, one for every bucket of the range; a metric that never came has rows of nulls. */
export function chartRows(
  columns: SeriesColumns | undefined,
  status: StatusColumns,
  range: BucketedRange,
  factor = 1,
): ChartRow[] {
  const buckets = bucketsOf(range)
  const rows = buckets.map(({ from, to, partial }, index): ChartRow => {
    const reports = status.reports[index] ?? 0
    return {
      from,
      to,
      x: (from + to) / 2,
      avg: scaled(columns?.avg[index], factor),
      min: scaled(columns?.min[index], factor),
      max: scaled(columns?.max[index], factor),
      count: columns?.count[index] ?? 0,
      reports,
      missing: columns ? (columns.missing[index] ?? null) : reports === 0 ? 'no_report' : 'no_value',
      partial,
      open: range.open && index === buckets.length - 1,
      lone: false,
    }
  })
  rows.forEach((row, index) => {
    const joined = rows[index - 1]?.avg != null || rows[index + 1]?.avg != null
    row.lone = row.avg !== null && !joined
  })
  return rows
}

/**
 * The rows that a line runs through. Where buckets are finer than the node's cadence, the empty ones between two
 * punctual reports are left out, so that they do not tear it; the rows of gaps stay, and do.
 */
export function lineRows(rows: readonly ChartRow[], gaps: readonly Stretch[]): ChartRow[] {
  let next = 0
  return rows.filter(({ avg, from }) => {
    while ((gaps[next]?.to ?? Number.POSITIVE_INFINITY) <= from) next += 1
    return avg !== null || (gaps[next]?.from ?? Number.POSITIVE_INFINITY) <= from
  })
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
