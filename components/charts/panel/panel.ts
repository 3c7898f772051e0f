import type { AxisMode, Extent } from '@/components/charts/axis/axis'
import { tickTexts } from '@/components/charts/axis/axis-text'
import { gutterWidth } from '@/components/charts/axis/gutter'
import { momentAxis } from '@/components/charts/axis/moment-axis'
import { valueAxis } from '@/components/charts/axis/value-axis'
import type { Scale } from '@/components/charts/rows/bucket-text'
import { type ChartLine, chartLine, type Latest } from '@/components/charts/rows/chart-line'
import { type ChartRow, chartRows, extent } from '@/components/charts/rows/chart-rows'
import { counterRates } from '@/components/charts/rows/counter-rate'
import { overRows, previousRows } from '@/components/charts/rows/previous-rows'
import { displayScale, isMoment, rateScale } from '@/lib/reports/domain/display'
import { metricUnit } from '@/lib/reports/domain/metric'
import { type Gap, metricGaps } from '@/lib/series/domain/coverage'
import type { NodeCharts } from '@/lib/series/domain/node-charts'

/** The period before, as drawn over a chart. */
export type Previous = {
  /** "24 h before". */
  name: string
  rows: ChartRow[]
  /** The same in the unit of the reports. */
  reported: ChartRow[]
  line: ChartLine
}

/** The content of one chart: its buckets in the displayed unit and in the reported one, its line, and its scale. */
export type Panel = {
  metric: string
  rows: ChartRow[]
  /** The same buckets in the unit of the reports, for a table without rounding. */
  reported: ChartRow[]
  line: ChartLine
  gaps: Gap[]
  scale: Scale
  /** Whether a counter is shown as its rate; null for anything else. */
  rate: boolean | null
  /** The whole of which this is a part, in the displayed unit. */
  whole: number | null
  /** Null unless it was asked for. */
  previous: Previous | null
}

export type PanelRequest = {
  metric: string
  title: string
  zone: string
  mode: AxisMode
  /** Whether a counter is shown as it was reported instead of as its rate. */
  raw: boolean
  /** The newest report's value, in the reported unit. */
  latest: Latest | null
  /** How long the range is, in words. */
  period?: string
  /** The whole of which this metric is a part, in the reported unit. */
  whole: number | null
}

/** Values that differ by less than this share would become equal when multiplied. */
const leastSpread = 1e-10

/** One unit for axis, head and tooltip: the most readable one for the largest value. */
function unitOf(metric: string, rows: readonly ChartRow[], latest: Latest | null) {
  const values = extent(rows)
  const [min, max] = [values?.min ?? latest?.value ?? 0, values?.max ?? latest?.value ?? 0]
  const size = Math.max(Math.abs(min), Math.abs(max))
  if (max > min && max - min < size * leastSpread)
    return { unit: isMoment(metric, max) ? '' : metricUnit(metric).unit, factor: 1 }
  return displayScale(metric, size)
}

const rateOf = (metric: string, rows: readonly ChartRow[]) => rateScale(metric, extent(rows)?.max ?? 0)

const times = (value: number | null, factor: number): number | null =>
  value === null ? null : value * factor

const scaledRow = (row: ChartRow, factor: number): ChartRow => ({
  ...row,
  avg: times(row.avg, factor),
  min: times(row.min, factor),
  max: times(row.max, factor),
})

const scaled = (rows: ChartRow[], factor: number): ChartRow[] =>
  factor === 1 ? rows : rows.map((row) => scaledRow(row, factor))

const isWithin = ({ at }: Latest, { range: { from, to } }: NodeCharts): boolean => at >= from && at <= to

/** The extent of the buckets and of what else is drawn. */
function extentWith(values: Extent | null, others: readonly (number | null)[]): Extent | null {
  const more = others.filter((value) => value !== null)
  return values && { ...values, min: Math.min(values.min, ...more), max: Math.max(values.max, ...more) }
}

export function panelOf(charts: NodeCharts, request: PanelRequest): Panel {
  const { metric, title, zone, mode } = request
  const { series, status, range, tier } = charts
  const columns = Object.hasOwn(series, metric) ? series[metric] : undefined
  const counted = chartRows(columns, status, range)
  const missing = counted.map((row) => row.missing)
  const gaps = metricGaps(missing, status, range, charts.gaps)
  const rates = counterRates(metric, counted, gaps)
  const isRate = rates !== null && !request.raw
  const reported = isRate ? rates : counted
  const { unit, factor } = isRate ? rateOf(metric, reported) : unitOf(metric, reported, request.latest)
  const rows = scaled(reported, factor)
  const latest =
    !isRate && range.open && request.latest && isWithin(request.latest, charts)
      ? { at: request.latest.at, value: request.latest.value * factor }
      : null
  const whole = isRate || request.whole === null ? null : request.whole * factor
  const before = charts.previous && previousRows(charts.previous, metric, isRate)
  const ghost = before && overRows(scaled(before.rows, factor), rows)
  const averages = ghost && extent(ghost.map((row) => ({ ...row, min: row.avg, max: row.avg })))
  // An amount is compared with its whole, unless its axis is to fit.
  const values = extentWith(extent(rows) ?? averages, [
    latest?.value ?? null,
    mode === 'usual' ? whole : null,
    averages?.min ?? null,
    averages?.max ?? null,
  ])
  const axis =
    values && isMoment(metric, values.min) && isMoment(metric, values.max)
      ? momentAxis(values.min, values.max, zone)
      : valueAxis(metric, values, mode, isRate)
  const gutter = gutterWidth(tickTexts(axis, unit))
  const scale: Scale = { metric, title, unit, factor, axis, step: range.step, tier, zone, gutter }
  const states = unit === '' && axis.step === 1 && axis.domain[0] === 0 && axis.domain[1] === 1
  const line = chartLine(rows, gaps, latest, states)
  const previous = before &&
    ghost && {
      name: `${request.period ?? 'period'} before`,
      rows: ghost,
      reported: before.rows,
      line: chartLine(ghost, before.gaps, null, states),
    }
  return { metric, rows, reported, line, gaps, scale, rate: rates === null ? null : isRate, whole, previous }
}

/** All charts of a page have the same gutter, so that their times stand below each other. */
export function alignPanels(panels: readonly Panel[]): Panel[] {
  const gutter = Math.max(...panels.map(({ scale }) => scale.gutter))
  return panels.map((panel) => ({ ...panel, scale: { ...panel.scale, gutter } }))
}
