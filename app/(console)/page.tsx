import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { closeSampleNotice, removeSampleFleet } from '@/app/(console)/actions'
import { AddNodeSteps } from '@/components/fleet/add-node-steps'
import { LiveFleet } from '@/components/fleet/live-fleet'
import { SampleBanner } from '@/components/sample/sample-banner'
import { IgnoredFilters } from '@/components/ui/ignored-filters'
import { requirePerson } from '@/lib/auth/viewer'
import { columnsCookie } from '@/lib/fleet/domain/fleet-columns'
import { fleetFilter, ignoredFleetParams } from '@/lib/fleet/domain/fleet-filter'
import { fleetPage } from '@/lib/fleet/queries/fleet'
import { pinsOf } from '@/lib/fleet/queries/pins'
import type { SearchParams } from '@/lib/kernel/url/search-params'
import { refusalOf } from '@/lib/people/domain/refusal'
import { closedNotice } from '@/lib/sample/domain/notice-cookie'
import { backfillNote } from '@/lib/series/queries/backfill'
import { frame } from './frame'
import { pinNode, unpinNode } from './views/actions'
import { viewsFor } from './views/page-views'

export const metadata: Metadata = { title: 'Fleet' }

// No Suspense here: the rows come with the first paint, not some 300 ms later (docs/decisions/0008).
export default async function FleetRoute({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [viewer, params] = await Promise.all([requirePerson(), searchParams])
  const kept = (await cookies()).get(columnsCookie)?.value
  // What the URL says comes first: a link shows the same to everybody.
  const filter = fleetFilter({ ...(kept ? { columns: kept } : {}), ...params })
  const [fleet, { waitingForViewer }, backfill, pins] = await Promise.all([
    fleetPage(viewer, filter),
    frame(viewer),
    backfillNote(),
    pinsOf(viewer),
  ])
  const isClosed = (await cookies()).has(closedNotice.name)
  return (
    <LiveFleet
      ignored={<IgnoredFilters ignored={ignoredFleetParams(params)} />}
      first={{ fleet, backfill }}
      filter={filter}
      waiting={waitingForViewer}
      pins={pins}
      pinning={{ pin: pinNode, unpin: unpinNode }}
      views={viewsFor(viewer)}
      sampleNoticeClosed={isClosed}
      sampleNotice={
        <SampleBanner
          nodes={fleet.sampleNodes}
          close={isClosed ? null : closeSampleNotice}
          remove={refusalOf('removeSample', viewer) === null ? removeSampleFleet : null}
        />
      }
      addNodeSteps={<AddNodeSteps />}
    />
  )
}
