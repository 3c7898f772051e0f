'use client'

import { lazy, type ReactNode, Suspense } from 'react'
import { BackfillProgress } from '@/components/node/backfill-progress'
import type { Action } from '@/components/ui/use-send'
import { type FleetFilter, fleetQuery } from '@/lib/fleet/domain/fleet-filter'
import type { FleetShown } from './fleet-follower'
import { type FleetBeside, FleetFrame } from './fleet-frame'
import { readLive } from './fleet-reader'
import { FirstRun, FleetOverview } from './fleet-summary'
import { useSelecting } from './selection'
import { useFollowed } from './use-followed'

const SelectionBar = lazy(() => import('./selection-bar'))

/** The fleet page, kept up to date. */
export function LiveFleet(
  props: FleetBeside & {
    first: FleetShown
    filter: FleetFilter
    pinning: { pin: Action; unpin: Action }
    /** Both made by the server, so that no browser loads their words as script. */
    sampleNotice: ReactNode
    addNodeSteps: ReactNode
    sampleNoticeClosed: boolean
  },
) {
  const { filter, waiting, sampleNoticeClosed, addNodeSteps, pins } = props
  const { fleet, backfill } = useFollowed({
    ...{ first: props.first, waiting, query: fleetQuery(filter) },
    read: (since, asksWaiting) => readLive(filter, since, asksWaiting),
  })
  const selecting = useSelecting()
  const sample = fleet.sampleNodes > 0 && props.sampleNotice
  const isEmpty = fleet.total === 0 && !filter.retired
  return (
    <FleetFrame
      {...props}
      fleet={fleet}
      notices={
        <>
          {backfill && <BackfillProgress {...backfill} />}
          {!isEmpty && !sampleNoticeClosed && sample}
        </>
      }
      empty={isEmpty && <FirstRun steps={addNodeSteps} />}
    >
      <FleetOverview
        {...{ fleet, filter, pins, addNodeSteps }}
        sampleNotice={sampleNoticeClosed ? sample : null}
      />
      {selecting && (
        <Suspense>
          <SelectionBar {...{ filter, pins }} matching={fleet.matching} pinning={props.pinning} />
        </Suspense>
      )}
    </FleetFrame>
  )
}
