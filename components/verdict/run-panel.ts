import type { ValueAxis } from '@/components/charts/axis/axis'
import { readingText, tickTexts } from '@/components/charts/axis/axis-text'
import { gutterWidth } from '@/components/charts/axis/gutter'
import { valueAxis } from '@/components/charts/axis/value-axis'
import { type ChartLine, chartLine } from '@/components/charts/rows/chart-line'
import { type ChartRow, chartRows, extent } from '@/components/charts/rows/chart-rows'
import { counterRates } from '@/components/charts/rows/counter-rate'
import { withUnit } from '@/lib/kernel/text/with-unit'
import { displayScale, rateScale } from '@/lib/reports/domain/display'
import { type Gap, metricGaps } from '@/lib/series/domain/coverage'
import type { NodeCharts } from '@/lib/series/domain/node-charts'
import type { RunCharts } from '@/lib/verdicts/domain/run-charts'

/** One of three parts of a chart, on its own scale of time and the axis of all. */
type RunPart = {
  range: { from: number; to: number }
  rows: ChartRow[]
  line: ChartLine
  gaps: Gap[]
  worst: Worst[]
}

/** A stretch in which the node was not well; epoch seconds. */
type Worst = { from: number; to: number; status: string }

export type RunPanel = {
  axis: ValueAxis
  texts: string[]
  /** "axis from 340 GB"; null where it begins at 0. */
  begins: string | null
  gutter: number
  parts: Record<keyof RunCharts, RunPart>
}

function rowsOf(charts: NodeCharts, metric: string) {
  const columns = Object.hasOwn(charts.series, metric) ? charts.series[metric] : undefined
  const rows = chartRows(columns, charts.status, charts.range)
  const missing = rows.map((row) => row.missing)
  const gaps = metricGaps(missing, charts.status, charts.range, charts.gaps)
  const rates = counterRates(metric, rows, gaps)
  return { charts, rows: rates ?? rows, gaps, isRate: rates !== null }
}

/** Where the worst status of a bucket is not Healthy. */
function worstOf({ range, status }: NodeCharts): Worst[] {
  const found: Worst[] = []
  status.worst.forEach((worst, index) => {
    const [from, to] = [range.edges[index], range.edges[index + 1]]
    if (worst === null || worst === 'Healthy' || from === undefined || to === undefined) return
    const last = found.at(-1)
    if (last?.to === from && last.status === worst) last.to = to
    else found.push({ from, to, status: worst })
  })
  return found
}

const scaled = (rows: readonly ChartRow[], factor: number): ChartRow[] => {
  const times = (value: number | null) => (value === null ? null : value * factor)
  return rows.map((row) => ({ ...row, avg: times(row.avg), min: times(row.min), max: times(row.max) }))
}

/** A metric before, during and after a run, with one axis; null without any value. `fit`: that of an amount need not begin at 0. */
export function runPanel(charts: RunCharts, metric: string, fit: boolean): RunPanel | null {
  const [before, during, after] = [charts.before, charts.during, charts.after].map((part) =>
    rowsOf(part, metric),
  )
  if (!before || !during || !after) return null
  const all = [...before.rows, ...during.rows, ...after.rows]
  const values = extent(all)
  if (!values) return null
  const size = Math.max(Math.abs(values.min), Math.abs(values.max))
  const { unit, factor } = before.isRate ? rateScale(metric, size) : displayScale(metric, size)
  const shown = { min: values.min * factor, max: values.max * factor, whole: values.whole && factor === 1 }
  const axis = valueAxis(metric, shown, fit && unit !== '%' ? 'fit' : 'usual', before.isRate)
  const texts = tickTexts(axis, unit)
  const partOf = ({ rows, gaps, charts: { range, ...rest } }: typeof before): RunPart => {
    const drawn = scaled(rows, factor)
    return {
      range,
      rows: drawn,
      gaps,
      line: chartLine(drawn, gaps, null),
      worst: worstOf({ range, ...rest }),
    }
  }
  const parts = { before: partOf(before), during: partOf(during), after: partOf(after) }
  const [least] = axis.domain
  const begins = least === 0 ? null : `axis from ${withUnit(readingText(least, axis), unit)}`
  return { axis, texts, begins, gutter: gutterWidth(texts), parts }
}
