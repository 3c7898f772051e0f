import { Link } from '@/components/ui/link'
import { compareFleetHref } from '@/lib/compare/domain/compare-href'
import { type FleetFilter, fleetHref, unfiltered } from '@/lib/fleet/domain/fleet-filter'
import type { FleetSummary } from '@/lib/fleet/domain/fleet-page'
import { countText } from '@/lib/kernel/text/count-text'

/** How many nodes there are, and how many of them match; the retired ones are a link away. */
export function FleetSize({ fleet, filter }: { fleet: FleetSummary; filter: FleetFilter }) {
  const { matching, total, retired } = fleet
  const all = `${countText(total)} ${filter.retired ? 'retired ' : ''}${total === 1 ? 'node' : 'nodes'}`
  const size = matching === total ? all : `${countText(matching)} of ${all}`
  const compare = matching > 0 && (
    <>
      {' · '}
      <Link href={compareFleetHref(filter)} className="underline">
        compare
      </Link>
    </>
  )
  if (!filter.retired && retired === 0)
    return (
      <>
        {size}
        {compare}
      </>
    )
  return (
    <>
      {size} ·{' '}
      <Link href={fleetHref({ ...unfiltered(filter), retired: !filter.retired })} className="underline">
        {filter.retired ? 'show those in service' : `${countText(retired)} retired`}
      </Link>
      {compare}
    </>
  )
}
