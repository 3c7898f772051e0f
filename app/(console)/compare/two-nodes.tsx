import { pairRows } from '@/components/compare/pair-rows'
import { PairTable } from '@/components/compare/pair-table'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { CompareLinks } from '@/lib/compare/domain/compare-links'
import type { ComparedNode } from '@/lib/compare/domain/comparison'
import { seriesOfNodes } from '@/lib/compare/queries/series-of-nodes'
import type { PersonViewer } from '@/lib/kernel/role'
import type { ChosenRange } from '@/lib/series/domain/range-params'

/** All metrics of the first two of the chosen nodes, side by side. */
export async function TwoNodes(props: {
  viewer: PersonViewer
  nodes: ComparedNode[]
  range: ChosenRange
  zone: string
  links: CompareLinks
  clock: { now: number; end: number }
  /** Whether rows without a difference are left out. */
  differ: boolean
  /** Whether the period before is drawn too. */
  previous: boolean
}) {
  const { viewer, nodes, range, zone, links, differ, previous } = props
  const [one, other] = nodes
  if (!one || !other)
    return <EmptyState title="One node is missing">Add another node to put beside this one.</EmptyState>
  const { from, to } = range
  const dids = [one.did, other.did]
  const series = await seriesOfNodes(viewer, dids, { from, to, zone, metrics: null, previous })
  const all = pairRows([one, other], series, { zone, previous })
  const rows = differ ? all.filter(({ same }) => !same) : all
  const both = all.filter(({ average }) => average !== null).length
  return (
    <>
      <div className="flex flex-wrap items-center gap-2.5">
        <p className="mr-auto text-ink-2">
          {both} {both === 1 ? 'metric' : 'metrics'} of both, {rows.length} shown, each on one scale
          {nodes.length > 2 && `; the first two of ${nodes.length} nodes`}
          {series.some(({ moreMetrics }) => moreMetrics) && '; of more than 100 only the first'}
        </p>
        <ButtonLink
          href={links.with('differ', differ ? null : 'true')}
          scroll={false}
          aria-current={differ ? 'true' : undefined}
        >
          {differ ? 'Show all' : 'Only where they differ'}
        </ButtonLink>
        <ButtonLink href={links.withNodes([other.did, one.did])} scroll={false}>
          Swap
        </ButtonLink>
      </div>
      <PairTable nodes={[one, other]} rows={rows} previous={previous} />
    </>
  )
}
