import type { Extent } from '@/components/charts/axis/axis'
import type { MissingReason, Stretch } from '@/lib/series/domain/missing'
import {
  type BucketedRange,
  bucketsOf,
  type SeriesColumns,
  type StatusColumns,
} from '@/lib/series/domain/series'

/** One bucket of one metric, ready to draw. Times in epoch seconds. */
export type ChartRow = {
  from: number
  /** The end of the bucket or of the range, whichever is earlier. */
  to: number
  /** Where the bucket is drawn: the middle of the time it covers. */
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
  /** Still in progress. */
  open: boolean
  /** A counter's bucket without a rate: it began again, or nothing came before it. */
  rateless?: boolean
}

/** What a line and its band are drawn from. */
export type LineRow = Pick<ChartRow, 'from' | 'to' | 'x' | 'avg' | 'min' | 'max' | 'partial'>

const finite = (value: number | null | undefined): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null

/** A mean is computed from a sum, whose last digit may put it outside its samples. */
function valuesAt(columns: SeriesColumns | undefined, index: number): Pick<ChartRow, 'avg' | 'min' | 'max'> {
  const [avg, min, max] = [
    finite(columns?.avg[index]),
    finite(columns?.min[index]),
    finite(columns?.max[index]),
  ]
  const within = avg === null || min === null || max === null ? avg : Math.min(Math.max(avg, min), max)
  return { avg: within, min, max }
}

/** Turns columns into rows, one per bucket of the range; a metric without any sample has rows of nulls. */
export function chartRows(
  columns: SeriesColumns | undefined,
  status: StatusColumns,
  range: BucketedRange,
): ChartRow[] {
  const buckets = bucketsOf(range)
  return buckets.map(({ from, to, partial }, index): ChartRow => {
    const reports = status.reports[index] ?? 0
    return {
      from,
      to,
      x: (from + to) / 2,
      ...valuesAt(columns, index),
      count: columns?.count[index] ?? 0,
      reports,
      missing: columns ? (columns.missing[index] ?? null) : reports === 0 ? 'no_report' : 'no_value',
      partial,
      open: range.open && index === buckets.length - 1,
    }
  })
}

/**
 * The index of the bucket that holds a time. A time that the range has moved past belongs to the bucket at that end, so that a
 * crosshair on the first bucket does not vanish when a refresh drops that bucket. -1 without rows.
 */
export const bucketIndexAt = (rows: readonly Pick<ChartRow, 'from'>[], at: number): number =>
  rows.length === 0
    ? -1
    : Math.max(
        0,
        rows.findLastIndex(({ from }) => from <= at),
      )

/** The bucket itself; undefined without a time. */
export const bucketRowAt = (rows: readonly ChartRow[], at: number | null): ChartRow | undefined =>
  at === null ? undefined : rows[bucketIndexAt(rows, at)]

/**
 * The rows that a line connects. Where buckets are finer than the node's cadence, the empty ones between two punctual
 * reports are left out, so that they do not break the line; gaps stay in and do break it.
 */
export function lineRows<Row extends Pick<ChartRow, 'avg' | 'from'>>(
  rows: readonly Row[],
  gaps: readonly Stretch[],
): Row[] {
  let next = 0
  return rows.filter(({ avg, from }) => {
    while ((gaps[next]?.to ?? Number.POSITIVE_INFINITY) <= from) next += 1
    return avg !== null || (gaps[next]?.from ?? Number.POSITIVE_INFINITY) <= from
  })
}

/** Lowest minimum and highest maximum, and whether all of them are integers; null without samples. */
export function extent(rows: readonly ChartRow[]): Extent | null {
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  let whole = true
  for (const row of rows) {
    whole &&= isWhole(row.min) && isWhole(row.max)
    for (const value of [row.min, row.avg, row.max]) {
      if (value === null) continue
      if (value < min) min = value
      if (value > max) max = value
    }
  }
  return min <= max ? { min, max, whole } : null
}

const isWhole = (value: number | null): boolean => value === null || Number.isInteger(value)

/** The row with the highest maximum, the first of several; null without samples. */
export function highestRow(rows: readonly ChartRow[]): ChartRow | null {
  let highest: ChartRow | null = null
  for (const row of rows)
    if (row.max !== null && row.max > (highest?.max ?? Number.NEGATIVE_INFINITY)) highest = row
  return highest
}

/** The mean of all samples: bucket averages weighted by sample count. Null without samples. */
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
