import { metricColors } from '@/components/charts/panel/metric-color'
import { Link } from '@/components/ui/link'
import { StatusMark } from '@/components/ui/status-mark'
import { VisibleText } from '@/components/ui/visible-text'
import { type ComparedNode, nodeName } from '@/lib/compare/domain/comparison'
import { nodePath } from '@/lib/kernel/did/did-param'
import { shortDid } from '@/lib/kernel/did/short-did'
import { visibleData } from '@/lib/kernel/text/visible-text'
import { metricUnit } from '@/lib/reports/domain/metric'
import type { Compared } from './compared'
import type { PairRow } from './pair-rows'
import { SmallChart } from './small-chart'

const columns = 'grid grid-cols-1 gap-x-4 px-4 lg:grid-cols-[11rem_1fr_1fr_10rem]'

const unitText = ({ scale }: Compared): string =>
  metricUnit(scale.metric).unit === '%' ? 'points' : scale.unit

/** All metrics of two nodes side by side: one scale a row, and the difference in words. */
export function PairTable(props: {
  nodes: readonly [ComparedNode, ComparedNode]
  rows: readonly PairRow[]
  previous: boolean
}) {
  const { nodes, rows } = props
  const colors = metricColors(rows.map(({ metric }) => metric))
  return (
    <div data-print="wide" className="rounded-card border bg-surface pb-1.5">
      <div className={`${columns} border-b py-2`}>
        <span className="max-lg:hidden" />
        {nodes.map((node) => (
          <div key={node.did} className="flex min-w-0 items-baseline gap-2">
            <StatusMark state={node.state} withWord={false} />
            <Link href={nodePath(node.did)} className="min-w-0 truncate font-title hover:underline">
              <bdi>{nodeName(node)}</bdi>
            </Link>
            {node.name !== null && (
              <bdi className="truncate font-mono text-xs text-ink-3">{shortDid(node.did)}</bdi>
            )}
          </div>
        ))}
        <span className="text-right text-xs text-ink-3 max-lg:hidden">difference of averages</span>
      </div>
      {rows.map(({ metric, title, compared, average, words }) => (
        <section
          key={metric}
          data-metric={metric}
          aria-label={title}
          className={`${columns} items-start gap-y-3 border-b py-2 last:border-b-0`}
        >
          <div className="min-w-0 pt-1 [overflow-wrap:anywhere]">
            <h2 className="font-title">
              <VisibleText parts={visibleData(title)} />
              {compared.rate && <span className="text-xs font-normal text-ink-3"> per second</span>}
            </h2>
            {metric !== title && (
              <p className="font-mono text-xs text-ink-3">
                <VisibleText parts={visibleData(metric)} />
              </p>
            )}
          </div>
          {nodes.map((node) => {
            const line = compared.lines.find((one) => one.did === node.did)
            return (
              line && (
                <div key={node.did} className="min-w-0">
                  <bdi className="block truncate text-xs text-ink-2 lg:hidden">{nodeName(node)}</bdi>
                  <SmallChart
                    compared={compared}
                    line={line}
                    previous={props.previous}
                    color={colors.get(metric) ?? 'var(--accent)'}
                  />
                </div>
              )
            )
          })}
          <p className="pt-1 lg:text-right" data-difference>
            <span className="block font-semibold">
              {average === null ? '' : average === 'same' ? 'same' : `${average} ${unitText(compared)}`}
            </span>
            <span className="text-xs text-ink-2">{words}</span>
          </p>
        </section>
      ))}
    </div>
  )
}
