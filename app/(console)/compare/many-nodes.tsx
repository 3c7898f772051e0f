import { axisModeOf } from '@/components/charts/panel/chart-params'
import { CompareView } from '@/components/compare/compare-view'
import { comparedOf } from '@/components/compare/compared-lines'
import { tableRows } from '@/components/compare/table-rows'
import type { CompareLinks } from '@/lib/compare/domain/compare-links'
import type { CompareChoice } from '@/lib/compare/domain/compare-params'
import { type ComparedNode, metricsOf } from '@/lib/compare/domain/comparison'
import { seriesOfNodes } from '@/lib/compare/queries/series-of-nodes'
import type { PersonViewer } from '@/lib/kernel/role'
import { metricTitles } from '@/lib/reports/domain/metric'
import { zoomedOut } from '@/lib/series/domain/range-links'
import { type ChosenRange, lengthName } from '@/lib/series/domain/range-params'

/** One metric of up to 50 nodes: the chart and the table. */
export async function ManyNodes(props: {
  viewer: PersonViewer
  nodes: ComparedNode[]
  choice: CompareChoice
  range: ChosenRange
  zone: string
  clock: { now: number; end: number }
  links: CompareLinks
}) {
  const { viewer, nodes, choice, range, zone, clock, links } = props
  const { metric, sort, previous, raw } = choice
  const { from, to } = range
  const dids = nodes.map(({ did }) => did)
  const series = await seriesOfNodes(viewer, dids, { from, to, zone, metrics: [metric], previous: true })
  const names = metricsOf(nodes, metric)
  const titles = metricTitles(names)
  const title = titles.get(metric) ?? metric
  const mode = axisModeOf(new URLSearchParams(links.current), metric)
  const compared = comparedOf(nodes, series, { metric, title, zone, mode, raw, previous })
  if (!compared) return null
  return (
    <CompareView
      compared={compared}
      rows={tableRows(compared, sort, links.without)}
      sort={sort}
      previous={previous}
      period={lengthName(range)}
      wider={zoomedOut(range, clock)}
    />
  )
}
