'use client'

import type { ReactNode } from 'react'
import { LiveBadge } from '@/components/live/live-state'
import { BackfillProgress } from '@/components/node/backfill-progress'
import { PageHeader } from '@/components/ui/page-header'
import { type FleetFilter, fleetQuery } from '@/lib/fleet/domain/fleet-filter'
import type { FleetShown } from './fleet-follower'
import { readLive } from './fleet-reader'
import { FleetSearch } from './fleet-search'
import { FleetSize } from './fleet-size'
import { FleetOverview } from './fleet-summary'
import { useFollowed } from './use-followed'
import { ViewLinks } from './view-links'

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
  const { fleet, backfill } = useFollowed({
    ...{ first: props.first, waiting, query: fleetQuery(filter) },
    read: (since, asksWaiting) => readLive(filter, since, asksWaiting),
  })
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
        actions={
          <>
            <FleetSearch filter={filter} />
            <ViewLinks filter={filter} />
          </>
        }
      />
      {props.ignored}
      {backfill && <BackfillProgress {...backfill} />}
      <FleetOverview fleet={fleet} {...{ filter, waiting, sampleNotice, sampleNoticeClosed, addNodeSteps }} />
    </>
  )
}
