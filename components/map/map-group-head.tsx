import { FilterLink } from '@/components/fleet/go'
import { StatusMark } from '@/components/ui/status-mark'
import { TimeAgo } from '@/components/ui/time-ago'
import { type FleetFilter, fleetHref } from '@/lib/fleet/domain/fleet-filter'
import { groupName } from '@/lib/fleet/domain/map-group-words'
import type { MapGroup } from '@/lib/fleet/domain/map-groups'
import { countText } from '@/lib/kernel/text/count-text'

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
