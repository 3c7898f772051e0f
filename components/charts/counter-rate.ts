import { familyOf } from '@/lib/reports/domain/metric'
import type { Stretch } from '@/lib/series/domain/missing'
import { type ChartRow, lineRows } from './chart-rows'

/** A counter that fell in more than this share of its steps is none. */
const mostFalls = 0.1

const isCounterName = (metric: string): boolean => /_total$/i.test(familyOf(metric))

/**
 * The rate per second of a growing counter in each bucket: how much its highest value grew since the bucket before, as
 * Prometheus' `rate` does but without extrapolation. No rate where the counter began again or a gap came before. Null if
 * the metric is no counter.
 */
export function counterRates(
  metric: string,
  rows: readonly ChartRow[],
  gaps: readonly Stretch[],
): ChartRow[] | null {
  if (!isCounterName(metric)) return null
  const rates = new Map<ChartRow, number>()
  let steps = 0
  let before: ChartRow | null = null
  for (const row of lineRows(rows, gaps)) {
    if (before?.max != null && row.max !== null && row.min !== null) {
      steps += 1
      // A bucket in progress has no end yet to divide by.
      if (row.min >= before.max && !row.partial) rates.set(row, (row.max - before.max) / (row.to - before.to))
    }
    before = row
  }
  const falls = steps - rates.size - (before?.partial ? 1 : 0)
  if (steps < 2 || falls > steps * mostFalls) return null
  return rows.map((row) => {
    const rate = rates.get(row) ?? null
    return { ...row, avg: rate, min: rate, max: rate, rateless: row.avg !== null && rate === null }
  })
}
