import type { Metadata } from 'next'
import { LiveMap } from '@/components/map/live-map'
import { IgnoredFilters } from '@/components/ui/ignored-filters'
import { requirePerson } from '@/lib/auth/viewer'
import { fleetFilter, ignoredFleetParams } from '@/lib/fleet/domain/fleet-filter'
import { fleetSummary } from '@/lib/fleet/queries/fleet'
import { pinsOf } from '@/lib/fleet/queries/pins'
import type { SearchParams } from '@/lib/kernel/url/search-params'
import { frame } from '../frame'
import { viewsFor } from '../views/page-views'

export const metadata: Metadata = { title: 'Map' }

/** Counts come with the page; the browser reads the marks, of which there may be ten thousand. */
export default async function MapRoute({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [viewer, params] = await Promise.all([requirePerson(), searchParams])
  const filter = fleetFilter(params, 'map')
  const [summary, { waitingForViewer }, pins] = await Promise.all([
    fleetSummary(viewer, filter),
    frame(viewer),
    pinsOf(viewer),
  ])
  return (
    <LiveMap
      summary={summary}
      filter={filter}
      pins={pins}
      views={viewsFor(viewer)}
      waiting={waitingForViewer}
      ignored={<IgnoredFilters ignored={ignoredFleetParams(params, 'map')} />}
    />
  )
}
