import type { AxisMode, Extent, ValueAxis } from '@/components/charts/axis/axis'
import { momentAxis } from '@/components/charts/axis/moment-axis'
import { valueAxis } from '@/components/charts/axis/value-axis'
import type { Latest } from '@/components/charts/rows/chart-line'
import { type ChartRow, chartRows } from '@/components/charts/rows/chart-rows'
import { counterRates } from '@/components/charts/rows/counter-rate'
import { previousRows } from '@/components/charts/rows/previous-rows'
import { type DisplayScale, displayScale, isMoment, rateScale } from '@/lib/reports/domain/display'
import { metricUnit } from '@/lib/reports/domain/metric'
import { type Gap, metricGaps } from '@/lib/series/domain/coverage'
import type { NodeCharts } from '@/lib/series/domain/node-charts'

/** What charts draw of a node. */
export type Charted = Pick<NodeCharts, 'series' | 'status' | 'range' | 'gaps' | 'previous'>

/** A metric of a node in the unit of the reports, before it has an axis. */
export type Reported = {
  rows: ChartRow[]
  gaps: Gap[]
  /** Whether a counter is shown as its rate; null for anything else. */
  rate: boolean | null
  previous: { rows: ChartRow[]; gaps: Gap[] } | null
}

export function reportedOf(charts: Charted, metric: string, raw: boolean): Reported {
  const { series, status, range } = charts
  const columns = Object.hasOwn(series, metric) ? series[metric] : undefined
  const counted = chartRows(columns, status, range)
  const missing = counted.map((row) => row.missing)
  const gaps = metricGaps(missing, status, range, charts.gaps)
  const rates = counterRates(metric, counted, gaps)
  const isRate = rates !== null && !raw
  return {
    rows: isRate ? rates : counted,
    gaps,
    rate: rates === null ? null : isRate,
    previous: charts.previous && previousRows(charts.previous, metric, isRate),
  }
}

/** Values that differ by less than this share would become equal when multiplied. */
const leastSpread = 1e-10

/** One unit for axis, head and tooltip: the most readable one for the largest value. */
export function unitOf(metric: string, values: Extent | null, isRate: boolean): DisplayScale {
  const [min, max] = [values?.min ?? 0, values?.max ?? 0]
  if (isRate) return rateScale(metric, max)
  const size = Math.max(Math.abs(min), Math.abs(max))
  if (max > min && max - min < size * leastSpread)
    return { unit: isMoment(metric, max) ? '' : metricUnit(metric).unit, factor: 1 }
  return displayScale(metric, size)
}

/** The axis for values in the displayed unit; one of moments has the ticks of its zone. */
export function axisOf(
  metric: string,
  values: Extent | null,
  { mode, zone, isRate }: { mode: AxisMode; zone: string; isRate: boolean },
): ValueAxis {
  return values && isMoment(metric, values.min) && isMoment(metric, values.max)
    ? momentAxis(values.min, values.max, zone)
    : valueAxis(metric, values, mode, isRate)
}

/** Whether an axis shows two states, 0 and 1. */
export const isOfStates = (unit: string, { step, domain }: ValueAxis): boolean =>
  unit === '' && step === 1 && domain[0] === 0 && domain[1] === 1

const times = (value: number | null, factor: number): number | null =>
  value === null ? null : value * factor

const scaledRow = (row: ChartRow, factor: number): ChartRow => ({
  ...row,
  avg: times(row.avg, factor),
  min: times(row.min, factor),
  max: times(row.max, factor),
})

export const scaled = (rows: ChartRow[], factor: number): ChartRow[] =>
  factor === 1 ? rows : rows.map((row) => scaledRow(row, factor))

const isWithin = ({ at }: Latest, { range: { from, to } }: Charted): boolean => at >= from && at <= to

/** The newest value if it is drawn at the end of the line: of a metric as it was reported, in a range up to the present. */
export const drawnLatest = (charts: Charted, latest: Latest | null, isRate: boolean): Latest | null =>
  !isRate && charts.range.open && latest && isWithin(latest, charts) ? latest : null
