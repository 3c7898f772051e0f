import type { Metadata } from 'next'
import { Suspense } from 'react'
import { removeSampleFleet } from '@/app/(console)/actions'
import { LiveBadge, LiveRefresh } from '@/components/live/live-refresh'
import { FleetNow, FleetSize } from '@/components/nodes/fleet'
import type { FleetFilter } from '@/components/nodes/fleet-filter'
import { FleetSearch } from '@/components/nodes/fleet-search'
import { FleetSkeleton } from '@/components/nodes/fleet-skeleton'
import { PageHeader } from '@/components/ui/page-header'
import { requirePerson } from '@/lib/auth/viewer'
import { hasRole } from '@/lib/domain/role'
import { fleetPage } from '@/lib/queries/fleet'

export const metadata: Metadata = { title: 'Fleet' }

type Query = Promise<Record<string, string | string[] | undefined>>

const text = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 255) : undefined

export default async function FleetRoute({ searchParams }: { searchParams: Query }) {
  const [viewer, { q, state }] = await Promise.all([requirePerson(), searchParams])
  const filter: FleetFilter = { q: text(q), state: text(state) }
  const reading = fleetPage(viewer, filter)
  return (
    <>
      <LiveRefresh all />
      <PageHeader
        title="Fleet"
        sub={
          <>
            <Suspense fallback="reading…">
              <FleetSize reading={reading} />
            </Suspense>
            {' · '}
            <LiveBadge />
          </>
        }
        actions={<FleetSearch filter={filter} />}
      />
      <Suspense fallback={<FleetSkeleton />}>
        <FleetNow
          reading={reading}
          filter={filter}
          removeSample={hasRole(viewer.role, 'admin') ? removeSampleFleet : null}
        />
      </Suspense>
    </>
  )
}
