import type { AxisMode, Extent } from '@/components/charts/axis/axis'
import { tickTexts } from '@/components/charts/axis/axis-text'
import { gutterWidth } from '@/components/charts/axis/gutter'
import type { Scale } from '@/components/charts/rows/bucket-text'
import { type ChartLine, chartLine, type Latest } from '@/components/charts/rows/chart-line'
import { type ChartRow, extent } from '@/components/charts/rows/chart-rows'
import { overRows } from '@/components/charts/rows/previous-rows'
import type { UsualBand } from '@/lib/series/domain/baseline'
import type { Gap } from '@/lib/series/domain/coverage'
import type { NodeCharts } from '@/lib/series/domain/node-charts'
import { axisOf, drawnLatest, isOfStates, reportedOf, scaled, unitOf } from './reported'

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
  /** What is usual by the hour of the week, in the displayed unit; null unless it is drawn. */
  usual: UsualBand | null
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
  /** What is usual, in the reported unit. */
  usual?: UsualBand | null
}

/** The extent of the buckets and of what else is drawn. */
function extentWith(values: Extent | null, others: readonly (number | null)[]): Extent | null {
  const more = others.filter((value) => value !== null)
  return values && { ...values, min: Math.min(values.min, ...more), max: Math.max(values.max, ...more) }
}

const scaledBand = ({ from, low, high }: UsualBand, factor: number): UsualBand => {
  const times = (value: number | null) => (value === null ? null : value * factor)
  return { from, low: low.map(times), high: high.map(times) }
}

export function panelOf(charts: NodeCharts, request: PanelRequest): Panel {
  const { metric, title, zone, mode } = request
  const { range, tier } = charts
  const { rows: reported, gaps, rate, previous: before } = reportedOf(charts, metric, request.raw)
  const isRate = rate === true
  const newest = request.latest?.value ?? 0
  const { unit, factor } = unitOf(
    metric,
    extent(reported) ?? { min: newest, max: newest, whole: false },
    isRate,
  )
  const rows = scaled(reported, factor)
  const last = drawnLatest(charts, request.latest, isRate)
  const latest = last && { at: last.at, value: last.value * factor }
  const whole = isRate || request.whole === null ? null : request.whole * factor
  const ghost = before && overRows(scaled(before.rows, factor), rows)
  const usual = isRate || !request.usual ? null : scaledBand(request.usual, factor)
  const averages = ghost && extent(ghost.map((row) => ({ ...row, min: row.avg, max: row.avg })))
  // An amount is compared with its whole, unless its axis is to fit.
  const values = extentWith(extent(rows) ?? averages, [
    latest?.value ?? null,
    mode === 'usual' ? whole : null,
    averages?.min ?? null,
    averages?.max ?? null,
    ...(usual && mode === 'usual' ? [...usual.low, ...usual.high] : []),
  ])
  const axis = axisOf(metric, values, { mode, zone, isRate })
  const gutter = gutterWidth(tickTexts(axis, unit))
  const scale: Scale = { metric, title, unit, factor, axis, step: range.step, tier, zone, gutter }
  const states = isOfStates(unit, axis)
  const line = chartLine(rows, gaps, latest, states)
  const previous = before &&
    ghost && {
      name: `${request.period ?? 'period'} before`,
      rows: ghost,
      reported: before.rows,
      line: chartLine(ghost, before.gaps, null, states),
    }
  return { metric, rows, reported, line, gaps, scale, rate, whole, previous, usual }
}

/** All charts of a page have the same gutter, so that their times stand below each other. */
export function alignPanels(panels: readonly Panel[]): Panel[] {
  const gutter = Math.max(...panels.map(({ scale }) => scale.gutter))
  return panels.map((panel) => ({ ...panel, scale: { ...panel.scale, gutter } }))
}
