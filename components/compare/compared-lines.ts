import type { AxisMode, Extent } from '@/components/charts/axis/axis'
import { tickTexts } from '@/components/charts/axis/axis-text'
import { gutterWidth } from '@/components/charts/axis/gutter'
import { axisOf, isOfStates, scaled, unitOf } from '@/components/charts/panel/reported'
import type { Scale } from '@/components/charts/rows/bucket-text'
import { type ChartRow, extent, meanOf } from '@/components/charts/rows/chart-rows'
import { type ComparedNode, type NodeSeries, nodeName } from '@/lib/compare/domain/comparison'
import { trendOf, trendPeriod } from '@/lib/compare/domain/trend'
import type { Compared, ComparedLine, Figures } from './compared'
import { extentOf, ownNow, type Part, partsOf } from './compared-parts'
import { drawnDigits } from './drawn-digits'
import { medianLine } from './median-line'

type CompareRequest = {
  metric: string
  title: string
  zone: string
  mode: AxisMode
  raw: boolean
  /** Whether the period before is drawn too. */
  previous: boolean
  /** What the axis has to hold, in the unit of the reports, where it is not that of these lines alone. */
  values?: Extent
}

export function comparedOf(
  nodes: readonly ComparedNode[],
  series: readonly NodeSeries[],
  request: CompareRequest,
): Compared | null {
  const { metric, title, zone, mode } = request
  const parts = partsOf(nodes, series, request)
  const [first] = parts
  if (!first) return null
  const { range, tier, previous } = first.series
  const isRate = parts.some(({ reported }) => reported.rate === true)
  const values = request.values ?? extentOf(parts, request.previous)
  const { unit, factor } = unitOf(metric, values, isRate)
  const shown = values && { ...values, min: values.min * factor, max: values.max * factor }
  const axis = axisOf(metric, shown, { mode, zone, isRate })
  const gutter = gutterWidth(tickTexts(axis, unit))
  const scale: Scale = { metric, title, unit, factor, axis, step: range.step, tier, zone, gutter }
  const lines = parts
    .map((part) => lineOf(part, scale, { isRate, previous: request.previous }))
    .sort(
      (a, b) => (b.figures?.avg ?? Number.NEGATIVE_INFINITY) - (a.figures?.avg ?? Number.NEGATIVE_INFINITY),
    )
  const drawn = parts.filter(({ reported }) => reported.rows.some(({ avg }) => avg !== null))
  const digits = drawnDigits(axis)
  return {
    scale,
    edges: range.edges,
    to: range.to,
    open: range.open,
    rate: parts.find(({ reported }) => reported.rate !== null)?.reported.rate ?? null,
    states: isOfStates(unit, axis),
    lines,
    median: medianLine(
      drawn.map(({ reported: { rows, gaps } }) => ({ rows: scaled(rows, factor), gaps })),
    ).map(digits),
    beforeEdges: previous?.range.edges ?? [],
  }
}

function lineOf(
  { node, reported, latest }: Part,
  scale: Scale,
  { isRate, previous }: { isRate: boolean; previous: boolean },
): ComparedLine {
  const { factor, axis, metric } = scale
  const rows = scaled(reported.rows, factor)
  const digits = drawnDigits(axis)
  const before = scaled(reported.previous?.rows ?? [], factor)
  const values = extent(rows)
  const avg = meanOf(rows)
  const now = isRate ? (rows.findLast((row) => row.avg !== null)?.avg ?? null) : ownNow(node, metric)
  return {
    did: node.did,
    name: nodeName(node),
    state: node.state,
    avg: rows.map((row) => digits(row.avg)),
    min: rows.map((row) => digits(row.min)),
    max: rows.map((row) => digits(row.max)),
    gaps: reported.gaps,
    latest: latest && { at: latest.at, value: latest.value * factor },
    // Its average is told in any case, but of 50 nodes its buckets are long.
    before: previous ? before.map((row) => digits(row.avg)) : [],
    beforeGaps: (previous && reported.previous?.gaps) || [],
    reports: rows.reduce((sum, row) => sum + row.reports, 0),
    figures:
      values && avg !== null
        ? {
            min: values.min,
            avg,
            max: values.max,
            now: now === null || node.state === 'Silent' ? null : isRate ? now : now * factor,
            before: meanOf(before),
            trend: trendWithin(rows),
          }
        : null,
  }
}

function trendWithin(rows: readonly ChartRow[]): Figures['trend'] {
  const [from, to] = [rows[0]?.from ?? 0, rows.at(-1)?.to ?? 0]
  const points = rows.flatMap(({ x, avg }) => (avg === null ? [] : { x, value: avg }))
  const trend = trendOf(points, { from, to })
  return trend && { ...trend, per: trend.slope * trendPeriod(to - from).seconds }
}
