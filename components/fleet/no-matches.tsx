import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { type FleetFilter, fleetHref, unfiltered } from '@/lib/fleet/domain/fleet-filter'
import { stateName } from '@/lib/fleet/domain/node-state'
import { countText } from '@/lib/kernel/text/count-text'

const ownerWords: Record<string, string> = { me: 'owned by you', none: 'no owner' }

export function NoMatches({ filter, total }: { filter: FleetFilter; total: number }) {
  const filters = [
    filter.retired && 'retired',
    filter.state && `state ${stateName(filter.state)}`,
    filter.label && `label ${filter.label}`,
    filter.owner &&
      ((Object.hasOwn(ownerWords, filter.owner) && ownerWords[filter.owner]) || `owner ${filter.owner}`),
    filter.pinned && 'pinned by you',
    filter.q && `“${filter.q}” in name, DID, label or diagnosis`,
  ]
  return (
    <EmptyState
      title="No matching nodes"
      action={<ButtonLink href={fleetHref(unfiltered(filter))}>Clear filters</ButtonLink>}
    >
      <p>Filtered by: {filters.filter(Boolean).join(', ')}.</p>
      <p>{total === 1 ? '1 node' : `${countText(total)} nodes`} without filters.</p>
    </EmptyState>
  )
}
