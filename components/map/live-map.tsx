'use client'

import { useSearchParams } from 'next/navigation'
import { type FleetBeside, FleetFrame } from '@/components/fleet/fleet-frame'
import { OwnAddress } from '@/components/fleet/go'
import { NoMatches } from '@/components/fleet/no-matches'
import { useFollowed } from '@/components/fleet/use-followed'
import { defaultSort, type FleetFilter, fleetFilter, fleetQuery } from '@/lib/fleet/domain/fleet-filter'
import type { FleetList, FleetSummary } from '@/lib/fleet/domain/fleet-page'
import type { MapNode } from '@/lib/fleet/domain/map-node'
import { paramsOf } from '@/lib/kernel/url/search-params'
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

/**
 * The fleet as a map, kept up to date. Its filter is that of its address: another one needs no page from the server, as every
 * mark is here already or read on its own.
 */
export function LiveMap(
  props: FleetBeside & {
    summary: FleetSummary
    /** Of the page as the server made it. */
    filter: FleetFilter
  },
) {
  const filter = fleetFilter(paramsOf(new URLSearchParams(useSearchParams())), 'map')
  const query = fleetQuery(filter)
  const { fleet, isRead } = useMap(props.summary, props.waiting, filter)
  return (
    <OwnAddress value="/map">
      <FleetFrame
        {...props}
        {...{ fleet, filter }}
        ignored={query === fleetQuery(props.filter) && props.ignored}
      >
        {fleet.matching > 0 ? (
          <HostMap key={query} nodes={fleet.rows} isRead={isRead} fill={fleet.fill} filter={filter} />
        ) : (
          <NoMatches filter={filter} total={fleet.total} />
        )}
      </FleetFrame>
    </OwnAddress>
  )
}
