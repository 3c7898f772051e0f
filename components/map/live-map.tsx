'use client'

import type { ReactNode } from 'react'
import { FleetCounts, ShareLine } from '@/components/fleet/fleet-counts'
import { FleetFilters } from '@/components/fleet/fleet-filters'
import { FleetSearch } from '@/components/fleet/fleet-search'
import { FleetSize } from '@/components/fleet/fleet-size'
import { NoMatches } from '@/components/fleet/no-matches'
import { useFollowed } from '@/components/fleet/use-followed'
import { ViewLinks } from '@/components/fleet/view-links'
import { LiveBadge } from '@/components/live/live-state'
import { PageHeader } from '@/components/ui/page-header'
import { defaultSort, type FleetFilter, fleetQuery } from '@/lib/fleet/domain/fleet-filter'
import type { FleetList, FleetSummary } from '@/lib/fleet/domain/fleet-page'
import type { MapNode } from '@/lib/fleet/domain/map-node'
import { HostMap } from './host-map'
import { readMapLive } from './map-reader'

/** A mark says less than a row, and there are many more of them. */
const pauseMs = 5_000

/**
 * Every node is read, whatever its state, so that choosing a state needs no further reading. Until `isRead`, the marks are
 * those of the filter before.
 */
function useMap(
  summary: FleetSummary,
  waiting: number,
  filter: FleetFilter,
): { fleet: FleetList<MapNode>; isRead: boolean } {
  // The order and the columns are the list's.
  const all: FleetFilter = { ...filter, state: undefined, columns: undefined, sort: defaultSort }
  const { fleet } = useFollowed<MapNode>({
    first: { fleet: { ...summary, rows: [] }, backfill: null },
    ...{ waiting, query: fleetQuery(all), behind: true, pauseMs },
    read: (since, asksWaiting) => readMapLive(all, since, asksWaiting),
  })
  const isRead = fleet.at !== summary.at
  if (filter.state === undefined) return { fleet, isRead }
  const rows = fleet.rows.filter(({ state }) => state === filter.state)
  return { fleet: { ...fleet, rows, matching: isRead ? rows.length : summary.matching }, isRead }
}

/** The fleet as a map, kept up to date. */
export function LiveMap(props: {
  summary: FleetSummary
  filter: FleetFilter
  /** Jobs waiting for the viewer's decision. */
  waiting: number
  /** What of its address the page could not use. */
  ignored: ReactNode
}) {
  const { filter, waiting } = props
  const { fleet, isRead } = useMap(props.summary, waiting, filter)
  return (
    <>
      <PageHeader
        title="Map"
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
      <div className="flex flex-wrap items-end justify-between gap-x-7 gap-y-3">
        <FleetCounts counts={fleet.counts} matching={fleet.matchingCounts} {...{ waiting, filter }} />
        <FleetFilters filter={filter} {...fleet} />
      </div>
      <ShareLine counts={fleet.matchingCounts} />
      {fleet.matching > 0 ? (
        <HostMap
          key={fleetQuery(filter)}
          nodes={fleet.rows}
          isRead={isRead}
          fill={fleet.fill}
          filter={filter}
        />
      ) : (
        <NoMatches filter={filter} total={fleet.total} />
      )}
    </>
  )
}
