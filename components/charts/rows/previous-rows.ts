import { type Gap, metricGaps } from '@/lib/series/domain/coverage'
import type { PreviousPeriod } from '@/lib/series/domain/node-charts'
import { type ChartRow, chartRows } from './chart-rows'
import { counterRates } from './counter-rate'

/** The buckets of the period before, in the reported unit, and where it has no values. */
export function previousRows(
  { series, status, range, gaps: silences }: PreviousPeriod,
  metric: string,
  isRate: boolean,
): { rows: ChartRow[]; gaps: Gap[] } {
  const columns = Object.hasOwn(series, metric) ? series[metric] : undefined
  const counted = chartRows(columns, status, range)
  const missing = counted.map((row) => row.missing)
  const gaps = metricGaps(missing, status, range, silences)
  if (!isRate) return { rows: counted, gaps }
  const none = () =>
    counted.map((row) => ({ ...row, avg: null, min: null, max: null, rateless: row.avg !== null }))
  return { rows: counterRates(metric, counted, gaps) ?? none(), gaps }
}

/** Each bucket drawn where the one of the same place in the shown range is. */
export const overRows = (rows: readonly ChartRow[], shown: readonly ChartRow[]): ChartRow[] =>
  rows.map((row, index) => ({ ...row, x: shown[index]?.x ?? row.x }))
