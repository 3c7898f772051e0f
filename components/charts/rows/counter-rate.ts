import { isCounterName } from '@/lib/reports/domain/metric'
import type { Stretch } from '@/lib/series/domain/missing'
import { type ChartRow, lineRows } from './chart-rows'

/** A counter that fell in more than this share of its steps is none. It may begin again in every third bucket of a long range. */
const mostFalls = 0.4

/** A bucket with fewer than this share of the usual samples ended before its time was over. */
const usualShare = 0.8

function usualCount(rows: readonly ChartRow[]): number {
  const counts = rows.flatMap(({ count }) => (count > 0 ? [count] : [])).sort((a, b) => a - b)
  return counts[Math.floor(counts.length / 2)] ?? 0
}

/**
 * The rate per second of a growing counter in each bucket: how much its highest value grew since the bucket before, as
 * Prometheus' `rate` does but without extrapolation. No rate where the counter began again, where a gap came before, or
 * where reports stopped within the bucket. Null if the metric is no counter.
 */
export function counterRates(
  metric: string,
  rows: readonly ChartRow[],
  gaps: readonly Stretch[],
): ChartRow[] | null {
  if (!isCounterName(metric)) return null
  const rates = new Map<ChartRow, number>()
  const usual = usualCount(rows)
  let steps = 0
  let falls = 0
  let before: ChartRow | null = null
  for (const row of lineRows(rows, gaps)) {
    if (before?.max != null && row.max !== null && row.min !== null) {
      steps += 1
      if (row.min < before.max) falls += 1
      // A bucket in progress, or one whose reports stopped, has no end to divide by.
      else if (!row.partial && row.count >= usual * usualShare)
        rates.set(row, (row.max - before.max) / (row.to - before.to))
    }
    before = row
  }
  if (steps < 2 || falls > steps * mostFalls) return null
  return rows.map((row) => {
    const rate = rates.get(row) ?? null
    return { ...row, avg: rate, min: rate, max: rate, rateless: row.avg !== null && rate === null }
  })
}
