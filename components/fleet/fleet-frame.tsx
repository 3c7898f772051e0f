import type { ReactNode } from 'react'
import { LiveBadge } from '@/components/live/live-state'
import { PageHeader } from '@/components/ui/page-header'
import { ViewMenu } from '@/components/views/view-menu'
import type { ViewActions } from '@/components/views/view-menu-props'
import { type FleetFilter, fleetQuery } from '@/lib/fleet/domain/fleet-filter'
import type { FleetSummary } from '@/lib/fleet/domain/fleet-page'
import { FleetCounts } from './fleet-counts'
import { FleetFilters } from './fleet-filters'
import { FleetSearch } from './fleet-search'
import { FleetSize } from './fleet-size'
import { ShareLine } from './share-line'
import { ViewLinks } from './view-links'

/** What list and map have from the server beside the nodes. */
export type FleetBeside = {
  /** Jobs waiting for the viewer's decision. */
  waiting: number
  /** What of its address the page could not use. */
  ignored: ReactNode
  /** The DIDs of the nodes that the viewer has pinned. */
  pins: readonly string[]
  views: { mayShare: boolean; actions: ViewActions }
}

/** The head and the filters of list and map. */
export function FleetFrame(
  props: FleetBeside & {
    fleet: FleetSummary
    filter: FleetFilter
    /** Between head and filters. */
    notices?: ReactNode
    /** Instead of filters and nodes, where there is nothing to filter. */
    empty?: ReactNode
    children: ReactNode
  },
) {
  const { fleet, filter, waiting, views, pins } = props
  const isMap = filter.view === 'map'
  return (
    <>
      <PageHeader
        title={isMap ? 'Map' : 'Fleet'}
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
            <ViewMenu page={isMap ? 'map' : 'fleet'} query={fleetQuery(filter).slice(1)} {...views} />
          </>
        }
      />
      {props.ignored}
      {props.notices}
      {props.empty || (
        <>
          <div className="flex flex-wrap items-end justify-between gap-x-7 gap-y-3">
            <FleetCounts counts={fleet.counts} matching={fleet.matchingCounts} {...{ waiting, filter }} />
            <FleetFilters filter={filter} {...fleet} pinned={pins.length > 0} />
          </div>
          <ShareLine counts={fleet.matchingCounts} />
          {props.children}
        </>
      )}
    </>
  )
}
