import { displayScale } from '@/lib/reports/domain/display'
import { metricUnit } from '@/lib/reports/domain/metric'
import { type Gap, metricGaps } from '@/lib/series/domain/coverage'
import type { NodeCharts } from '@/lib/series/domain/node-charts'
import type { AxisMode } from './axis'
import { tickTexts } from './axis-text'
import type { Scale } from './bucket-text'
import { type ChartLine, chartLine, type Latest } from './chart-line'
import { type ChartRow, chartRows, extent } from './chart-rows'
import { gutterWidth } from './gutter'
import { valueAxis } from './value-axis'

/** The content of one chart: its buckets in the displayed unit and in the reported one, its line, and its scale. */
export type Panel = {
  metric: string
  rows: ChartRow[]
  /** The same buckets in the unit of the reports, for a table without rounding. */
  reported: ChartRow[]
  line: ChartLine
  gaps: Gap[]
  scale: Scale
}

export type PanelRequest = {
  metric: string
  title: string
  zone: string
  mode: AxisMode
  /** The newest report's value, in the reported unit. */
  latest: Latest | null
}

/** Values that differ by less than this share would become equal when multiplied. */
const leastSpread = 1e-10

/** One unit for axis, head and tooltip: the most readable one for the largest value. */
function unitOf(metric: string, rows: readonly ChartRow[], latest: Latest | null) {
  const values = extent(rows)
  const [min, max] = [values?.min ?? latest?.value ?? 0, values?.max ?? latest?.value ?? 0]
  const size = Math.max(Math.abs(min), Math.abs(max))
  if (max > min && max - min < size * leastSpread) return { unit: metricUnit(metric).unit, factor: 1 }
  return displayScale(metric, size)
}

const isWithin = ({ at }: Latest, { range: { from, to } }: NodeCharts): boolean => at >= from && at <= to

export function panelOf(charts: NodeCharts, request: PanelRequest): Panel {
  const { metric, title, zone, mode } = request
  const { series, status, range, tier, cadenceSeconds, before } = charts
  const columns = Object.hasOwn(series, metric) ? series[metric] : undefined
  const reported = chartRows(columns, status, range)
  const { unit, factor } = unitOf(metric, reported, request.latest)
  const rows = factor === 1 ? reported : chartRows(columns, status, range, factor)
  const latest =
    range.open && request.latest && isWithin(request.latest, charts)
      ? { at: request.latest.at, value: request.latest.value * factor }
      : null
  const values = extent(rows)
  const shown = values && {
    ...values,
    min: Math.min(values.min, latest?.value ?? values.min),
    max: Math.max(values.max, latest?.value ?? values.max),
  }
  const axis = valueAxis(metric, shown, mode)
  const missing = rows.map((row) => row.missing)
  const gaps = metricGaps(missing, status, range, cadenceSeconds, before)
  const gutter = gutterWidth(tickTexts(axis, unit))
  const scale: Scale = { metric, title, unit, factor, axis, step: range.step, tier, zone, gutter }
  const states = unit === '' && axis.step === 1 && axis.domain[0] === 0 && axis.domain[1] === 1
  return { metric, rows, reported, line: chartLine(rows, gaps, latest, states), gaps, scale }
}

/** All charts of a page have the same gutter, so that their times stand below each other. */
export function alignPanels(panels: readonly Panel[]): Panel[] {
  const gutter = Math.max(...panels.map(({ scale }) => scale.gutter))
  return panels.map((panel) => ({ ...panel, scale: { ...panel.scale, gutter } }))
}
