import { MetricChips } from '@/components/compare/metric-chips'
import { overlaidOf } from '@/components/compare/overlaid'
import { OverlayView } from '@/components/compare/overlay-view'
import { Notice } from '@/components/ui/notice'
import type { CompareLinks } from '@/lib/compare/domain/compare-links'
import { type CompareChoice, mostOverlaid } from '@/lib/compare/domain/compare-params'
import { type ComparedNode, metricsOf, nodeName } from '@/lib/compare/domain/comparison'
import { seriesOfNodes } from '@/lib/compare/queries/series-of-nodes'
import type { PersonViewer } from '@/lib/kernel/role'
import { metricTitles } from '@/lib/reports/domain/metric'
import { zoomedOut } from '@/lib/series/domain/range-links'
import { type ChosenRange, lengthName } from '@/lib/series/domain/range-params'

/** Several metrics of the first of the chosen nodes on one panel. */
export async function OnePanel(props: {
  viewer: PersonViewer
  node: ComparedNode
  choice: CompareChoice
  range: ChosenRange
  zone: string
  clock: { now: number; end: number }
  links: CompareLinks
}) {
  const { viewer, node, choice, range, zone, clock, links } = props
  const reported = metricsOf([node], choice.metric)
  const metrics = choice.metrics.length > 0 ? choice.metrics : reported.slice(0, 2)
  const { from, to } = range
  const { previous } = choice
  const series = await seriesOfNodes(viewer, [node.did], { from, to, zone, metrics, previous })
  const overlaid = overlaidOf(node, series, { metrics, zone, raw: choice.raw, previous })
  const titles = metricTitles([...new Set([...metrics, ...reported])])
  const kept = links.current.filter(([name]) => name !== 'metrics')
  const named = (names: readonly string[]) => names.map((name): [string, string] => ['metrics', name])
  return (
    <>
      <MetricChips
        metrics={metrics}
        titles={titles}
        others={metrics.length < mostOverlaid ? reported.filter((name) => !metrics.includes(name)) : []}
        without={(metric) =>
          `/compare?${new URLSearchParams([...kept, ...named(metrics.filter((one) => one !== metric))])}`
        }
        kept={[...kept, ...named(metrics)]}
      />
      {overlaid.leftOut.length > 0 && (
        <Notice tone="info">
          {overlaid.leftOut.join(', ')} would need a third axis. Take away the metrics of another unit to see{' '}
          {overlaid.leftOut.length === 1 ? 'it' : 'them'} here.
        </Notice>
      )}
      <OverlayView
        metrics={overlaid.metrics}
        name={nodeName(node)}
        before={previous ? `${lengthName(range)} before` : null}
        wider={zoomedOut(range, clock)}
      />
    </>
  )
}
