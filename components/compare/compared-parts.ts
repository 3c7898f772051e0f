import type { Extent } from '@/components/charts/axis/axis'
import { drawnLatest, type Reported, reportedOf } from '@/components/charts/panel/reported'
import type { Latest } from '@/components/charts/rows/chart-line'
import { type ChartRow, extent } from '@/components/charts/rows/chart-rows'
import type { ComparedNode, NodeSeries } from '@/lib/compare/domain/comparison'

/** What one node has of a metric, in the unit of the reports. */
export type Part = { node: ComparedNode; series: NodeSeries; reported: Reported; latest: Latest | null }

/** The rates of a counter whose reports are too few to show one are unknown. */
const withoutRates = (reported: Reported): Reported => ({
  ...reported,
  rows: reported.rows.map((row) => ({ ...row, avg: null, min: null, max: null, rateless: row.avg !== null })),
})

/** The newest value of a metric, in the unit of the reports. */
export const ownNow = ({ now }: ComparedNode, metric: string): number | null =>
  (Object.hasOwn(now, metric) ? now[metric] : null) ?? null

export function partsOf(
  nodes: readonly ComparedNode[],
  series: readonly NodeSeries[],
  { metric, raw }: { metric: string; raw: boolean },
): Part[] {
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
export function extentOf(parts: readonly Part[], previous: boolean): Extent | null {
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
