import type { Metadata } from 'next'
import { removeSampleFleet } from '@/app/(console)/actions'
import { FleetSearch } from '@/components/fleet/fleet-search'
import { FleetOverview, FleetSize } from '@/components/fleet/fleet-summary'
import { LiveRefresh } from '@/components/live/live-refresh'
import { LiveBadge } from '@/components/live/live-state'
import { BackfillProgress } from '@/components/node/backfill-progress'
import { PageHeader } from '@/components/ui/page-header'
import { requirePerson } from '@/lib/auth/viewer'
import { jobsWaiting } from '@/lib/board/queries/waiting'
import { fleetFilter } from '@/lib/fleet/domain/fleet-filter'
import { fleetPage } from '@/lib/fleet/queries/fleet'
import type { SearchParams } from '@/lib/kernel/url/search-params'
import { refusalOf } from '@/lib/people/domain/refusal'
import { backfillNote } from '@/lib/series/queries/backfill'

export const metadata: Metadata = { title: 'Fleet' }

// No Suspense here: the rows come with the first paint, not some 300 ms later (docs/decisions/0008).
export default async function FleetRoute({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [viewer, params] = await Promise.all([requirePerson(), searchParams])
  const filter = fleetFilter(params)
  const [fleet, waiting, backfill] = await Promise.all([
    fleetPage(viewer, filter),
    jobsWaiting(viewer),
    backfillNote(),
  ])
  return (
    <>
      <LiveRefresh all />
      <PageHeader
        title="Fleet"
        sub={
          <>
            <FleetSize fleet={fleet} />
            <LiveBadge after=" · " />
          </>
        }
        actions={<FleetSearch filter={filter} />}
      />
      {backfill && <BackfillProgress {...backfill} />}
      <FleetOverview
        fleet={fleet}
        filter={filter}
        waiting={waiting}
        removeSample={refusalOf('removeSample', viewer) === null ? removeSampleFleet : null}
      />
    </>
  )
}
