import clsx from 'clsx'
import { Button } from '@/components/ui/button'
import { Link } from '@/components/ui/link'
import { StatusMark } from '@/components/ui/status-mark'
import { TimeAgo } from '@/components/ui/time-ago'
import { type FleetFilter, fleetHref } from '@/lib/fleet/domain/fleet-filter'
import type { MapGroup } from '@/lib/fleet/domain/map-groups'
import { isIll, type MapNode } from '@/lib/fleet/domain/map-node'
import { stateName } from '@/lib/fleet/domain/node-state'
import { shortDid } from '@/lib/kernel/did/short-did'
import { countText } from '@/lib/kernel/text/count-text'
import { visibleLine } from '@/lib/kernel/text/visible-text'

const mostShown = 20

const row = 'flex flex-col gap-0.5 border-t px-3.5 py-2'

function OutageRow({
  group,
  filter,
  show,
}: {
  group: MapGroup
  filter: FleetFilter
  show: (did: string) => void
}) {
  const { outage, nodes, value } = group
  const first = outage && nodes[outage.from]
  if (!outage || !first) return null
  const where = filter.group !== undefined && value !== null ? ` in ${value}` : ''
  return (
    <li className={clsx(row, 'border-l-3 border-l-ink bg-sunken')}>
      <span className="flex items-baseline gap-2">
        <StatusMark state="Silent" withWord={false} />
        <span className="min-w-0 flex-1 truncate font-title">
          {countText(outage.count)} nodes{where}
        </span>
        {outage.since !== '' && <TimeAgo iso={outage.since} form="age" className="text-xs text-ink-2" />}
      </span>
      <span className="pl-4.5 text-xs text-ink-2">silent together: one outage</span>
      <Button size="sm" className="mt-1 ml-4.5 w-fit" onClick={() => show(first.did)}>
        Show them
      </Button>
    </li>
  )
}

function NodeRow({ node, current, show }: { node: MapNode; current: boolean; show: (did: string) => void }) {
  return (
    <li
      aria-current={current ? 'true' : undefined}
      className={clsx(row, current ? 'bg-accent-soft' : 'hover:bg-paper')}
    >
      <span className="flex items-baseline gap-2">
        <StatusMark state={node.state} withWord={false} />
        <Link
          href={`/nodes/${encodeURIComponent(node.did)}`}
          className="min-w-0 flex-1 truncate font-title hover:underline"
        >
          <bdi>{node.name ?? shortDid(node.did)}</bdi>
        </Link>
        {node.since !== null && <TimeAgo iso={node.since} form="age" className="text-xs text-ink-2" />}
      </span>
      <span className="flex items-baseline justify-between gap-2 pl-4.5 text-xs text-ink-2">
        <bdi className={clsx('truncate', node.code !== null && 'font-mono')}>
          {node.code === null
            ? node.state === 'Silent'
              ? 'no report'
              : stateName(node.state)
            : visibleLine(node.code)}
        </bdi>
        <button
          type="button"
          aria-label={`Show ${node.name ?? node.did} on the map`}
          className="touch-area relative shrink-0 rounded-control text-accent hover:underline"
          onClick={() => show(node.did)}
        >
          on the map
        </button>
      </span>
    </li>
  )
}

/** The ill nodes as a list, also for those who cannot see the map; an outage is one row. */
export function WorstFirst(props: {
  groups: readonly MapGroup[]
  total: number
  /** False while the marks are those of the filter before. */
  isRead: boolean
  filter: FleetFilter
  focused: string | null
  show: (did: string) => void
}) {
  const { groups, total, isRead, filter, focused, show } = props
  const outages = groups.filter(({ outage }) => outage !== null)
  const together = new Set(
    outages.flatMap(({ nodes, outage }) =>
      outage ? nodes.slice(outage.from, outage.from + outage.count) : [],
    ),
  )
  const ill = groups.flatMap(({ nodes }) => nodes.filter(isIll)).sort((a, b) => a.place - b.place)
  const single = ill.filter((node) => !together.has(node))
  return (
    <section
      aria-labelledby="worst-first"
      className="w-full shrink-0 overflow-hidden rounded-card border bg-surface xl:w-77"
    >
      <h2 id="worst-first" className="px-3.5 py-2.5 font-title">
        Worst first{' '}
        <span className="ml-1 text-xs font-normal text-ink-2">
          {countText(ill.length)} of {countText(total)}
        </span>
      </h2>
      <ol>
        {outages.map((group) => (
          <OutageRow key={group.key} group={group} filter={filter} show={show} />
        ))}
        {single.slice(0, mostShown).map((node) => (
          <NodeRow key={node.did} node={node} current={node.did === focused} show={show} />
        ))}
      </ol>
      {ill.length === 0 && isRead && <p className="border-t px-3.5 py-2 text-ink-2">No node is ill.</p>}
      {single.length > mostShown && (
        <Link
          href={fleetHref({ ...filter, view: undefined })}
          className="block border-t px-3.5 py-2 font-medium text-accent hover:underline"
        >
          {countText(single.length - mostShown)} more →
        </Link>
      )}
    </section>
  )
}
