import { FilterLink } from '@/components/fleet/go'
import { StatusMark } from '@/components/ui/status-mark'
import { TimeAgo } from '@/components/ui/time-ago'
import { type FleetFilter, fleetHref } from '@/lib/fleet/domain/fleet-filter'
import type { MapGroup } from '@/lib/fleet/domain/map-groups'
import { isIll, type MapNode } from '@/lib/fleet/domain/map-node'
import { stateRank } from '@/lib/fleet/domain/node-state'
import { countText } from '@/lib/kernel/text/count-text'

/** How many of its nodes are in each state but Healthy, worst first. */
export function illCounts(nodes: readonly MapNode[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const node of nodes) if (isIll(node)) counts.set(node.state, (counts.get(node.state) ?? 0) + 1)
  return [...counts].sort(([a], [b]) => stateRank(a) - stateRank(b))
}

export const groupName = ({ key, value }: MapGroup, filter: FleetFilter): string => {
  if (filter.group === undefined) return 'All nodes'
  return value ?? (key === 'others' ? 'other groups' : `no ${filter.group}`)
}

export function GroupHead({
  group,
  filter,
  ill,
}: {
  group: MapGroup
  filter: FleetFilter
  ill: [string, number][]
}) {
  const name = groupName(group, filter)
  return (
    <h2 className="mb-1.5 flex items-baseline gap-2">
      {group.value !== null && filter.group !== undefined ? (
        <FilterLink
          href={fleetHref({ ...filter, label: `${filter.group}:${group.value}` })}
          title={`Show only ${name}`}
          className="min-w-0 truncate font-title hover:underline"
        >
          <bdi>{name}</bdi>
        </FilterLink>
      ) : (
        <span className="min-w-0 truncate font-title">{name}</span>
      )}
      <span className="text-ink-3">{countText(group.nodes.length)}</span>
      <span className="ml-auto flex shrink-0 gap-3 text-xs">
        {ill.map(([state, count]) => (
          <span key={state} className="inline-flex items-center gap-1 text-ink-2">
            <StatusMark state={state} withWord={false} /> {countText(count)}
          </span>
        ))}
      </span>
    </h2>
  )
}

export function OutageLine({ group, filter }: { group: MapGroup; filter: FleetFilter }) {
  const { outage } = group
  if (!outage) return null
  const { count, since, whole } = outage
  return (
    <p className="mt-1.5 text-xs text-ink-2">
      <span className="font-medium text-ink">
        {whole ? `All ${countText(count)} nodes` : `${countText(count)} nodes`} of {groupName(group, filter)}{' '}
        silent
        {since !== '' && (
          <>
            {' '}
            <TimeAgo iso={since} form="lasting" />
          </>
        )}
      </span>
      , framed: one outage
    </p>
  )
}
