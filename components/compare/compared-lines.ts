import type { AxisMode, Extent } from '@/components/charts/axis/axis'
import { tickTexts } from '@/components/charts/axis/axis-text'
import { gutterWidth } from '@/components/charts/axis/gutter'
import {
  axisOf,
  drawnLatest,
  isOfStates,
  type Reported,
  reportedOf,
  scaled,
  unitOf,
} from '@/components/charts/panel/reported'
import type { Scale } from '@/components/charts/rows/bucket-text'
import type { Latest } from '@/components/charts/rows/chart-line'
import { type ChartRow, extent, meanOf } from '@/components/charts/rows/chart-rows'
import { type ComparedNode, type NodeSeries, nodeName } from '@/lib/compare/domain/comparison'
import { type Trend, trendOf, trendPeriod } from '@/lib/compare/domain/trend'
import type { NodeState } from '@/lib/fleet/domain/node-state'
import type { Gap } from '@/lib/series/domain/coverage'
import { drawnDigits } from './drawn-digits'
import { medianLine } from './median-line'

/** What the table says of a line, in the displayed unit. `trend`: in the period that `trendPeriod` names. */
export type Figures = {
  min: number
  avg: number
  max: number
  now: number | null
  /** The average of the period before. */
  before: number | null
  trend: (Trend & { per: number }) | null
}

/** One node's metric as it is drawn. Values by bucket, in the displayed unit. */
export type ComparedLine = {
  did: string
  name: string
  state: NodeState
  avg: (number | null)[]
  min: (number | null)[]
  max: (number | null)[]
  gaps: Gap[]
  latest: Latest | null
  before: (number | null)[]
  beforeGaps: Gap[]
  reports: number
  /** Null where it has no value in the range. */
  figures: Figures | null
}

/** One metric of many nodes over the same buckets, on one scale. */
export type Compared = {
  scale: Scale
  /** Where buckets begin, and where the last one ends; it is cut off at `to`. */
  edges: number[]
  to: number
  open: boolean
  /** Whether a counter is shown as its rate; null for anything else. */
  rate: boolean | null
  /** Only 0 and 1: a bucket that has held both has no average to draw. */
  states: boolean
  /** Highest average first; those without a value last. */
  lines: ComparedLine[]
  median: (number | null)[]
  /** The buckets of the period before, as many. */
  beforeEdges: number[]
}

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

type Part = { node: ComparedNode; series: NodeSeries; reported: Reported; latest: Latest | null }

/** The rates of a counter whose reports are too few to show one are unknown. */
const withoutRates = (reported: Reported): Reported => ({
  ...reported,
  rows: reported.rows.map((row) => ({ ...row, avg: null, min: null, max: null, rateless: row.avg !== null })),
})

const ownNow = ({ now }: ComparedNode, metric: string): number | null =>
  (Object.hasOwn(now, metric) ? now[metric] : null) ?? null

function partsOf(
  nodes: readonly ComparedNode[],
  series: readonly NodeSeries[],
  request: CompareRequest,
): Part[] {
  const { metric, raw } = request
  const byDid = new Map(nodes.map((node) => [node.did, node]))
  const found = series.flatMap((own) => {
    const node = byDid.get(own.did)
    return node ? { node, series: own, reported: reportedOf(own, metric, raw) } : []
  })
  const isRate = found.some(({ reported }) => reported.rate === true)
  return found.map(({ node, series: own, reported }) => {
    const now = ownNow(node, metric)
    const newest = now === null || node.reportedAt === null ? null : { at: node.reportedAt, value: now }
    return {
      node,
      series: own,
      reported: isRate && reported.rate !== true ? withoutRates(reported) : reported,
      latest: drawnLatest(own, newest, isRate),
    }
  })
}

const averages = (rows: readonly ChartRow[]): ChartRow[] =>
  rows.map((row) => ({ ...row, min: row.avg, max: row.avg }))

/** The extremes of all that is drawn. */
function extentOf(parts: readonly Part[], previous: boolean): Extent | null {
  const extents = parts.flatMap(({ reported, latest }) => [
    extent(reported.rows),
    previous && reported.previous ? extent(averages(reported.previous.rows)) : null,
    latest && { min: latest.value, max: latest.value, whole: Number.isInteger(latest.value) },
  ])
  return extents.reduce<Extent | null>((all, one) => {
    if (!one || !all) return one ?? all
    return { min: Math.min(all.min, one.min), max: Math.max(all.max, one.max), whole: all.whole && one.whole }
  }, null)
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
    .map((part) => lineOf(part, scale, isRate))
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

function lineOf({ node, reported, latest }: Part, scale: Scale, isRate: boolean): ComparedLine {
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
    before: before.map((row) => digits(row.avg)),
    beforeGaps: reported.previous?.gaps ?? [],
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
