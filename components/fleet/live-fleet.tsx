'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { hold, lose, onChange, retryMs } from '@/components/live/connection'
import { LiveBadge } from '@/components/live/live-state'
import { BackfillProgress } from '@/components/node/backfill-progress'
import { PageHeader } from '@/components/ui/page-header'
import { type FleetFilter, fleetQuery } from '@/lib/fleet/domain/fleet-filter'
import { FleetFollower, type FleetShown } from './fleet-follower'
import { readLive } from './fleet-reader'
import { FleetSearch } from './fleet-search'
import { FleetOverview, FleetSize } from './fleet-summary'

/** What the server rendered, kept up to date. */
function useFollowed(first: FleetShown, waiting: number, filter: FleetFilter): FleetShown {
  const router = useRouter()
  const query = fleetQuery(filter)
  const follow = () => ({
    query,
    follower: new FleetFollower(first, waiting, {
      read: (since, asksWaiting) => readLive(filter, since, asksWaiting),
      readPage: () => router.refresh(),
      ...{ onChange, hold, lose, retryMs, isHidden: () => document.hidden },
    }),
  })
  const [current, setCurrent] = useState(follow)
  // Another filter is another list. The search field stays, because the whole page is not made again.
  if (current.query !== query) setCurrent(follow)
  const { follower } = current
  useEffect(() => {
    if (current.query === query) follower.take(first, waiting)
  }, [current, query, follower, first, waiting])
  useEffect(() => follower.follow(), [follower])
  return useSyncExternalStore(follower.subscribe, follower.read, follower.read)
}

/** The fleet page, kept up to date. */
export function LiveFleet(props: {
  first: FleetShown
  filter: FleetFilter
  /** Jobs waiting for the viewer's decision. */
  waiting: number
  sampleNotice: ReactNode
  sampleNoticeClosed: boolean
  addNodeSteps: ReactNode
  /** What of its address the page could not use. */
  ignored: ReactNode
}) {
  const { filter, waiting, sampleNotice, sampleNoticeClosed, addNodeSteps } = props
  const { fleet, backfill } = useFollowed(props.first, waiting, filter)
  return (
    <>
      <PageHeader
        title="Fleet"
        sub={
          <>
            <FleetSize fleet={fleet} filter={filter} />
            <LiveBadge after=" · " />
          </>
        }
        actions={<FleetSearch filter={filter} />}
      />
      {props.ignored}
      {backfill && <BackfillProgress {...backfill} />}
      <FleetOverview fleet={fleet} {...{ filter, waiting, sampleNotice, sampleNoticeClosed, addNodeSteps }} />
    </>
  )
}
