import { database } from '@/lib/db/connection/server-database'
import { countFleet, countRetired, readFleetOrder, readFleetPage, type StateCount } from '@/lib/fleet/db/list'
import type { FleetRequest } from '@/lib/fleet/db/match'
import { readNodes } from '@/lib/fleet/db/nodes'
import type { Audience } from '@/lib/fleet/domain/audience'
import type { FleetColumn } from '@/lib/fleet/domain/fleet-columns'
import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'
import {
  type FleetPage,
  type FleetRow,
  type FleetSummary,
  wholeListAtMost,
} from '@/lib/fleet/domain/fleet-page'
import type { PersonViewer } from '@/lib/kernel/role'
import { personNames } from '@/lib/people/db/names'
import { fleetRows } from './fleet-row'
import { groupedRows } from './grouped-rows'

/** More than a tall screen shows, so that nothing is read twice before the reader scrolls. */
const firstRows = 60

/** The fleet page at first: counts over all nodes and the first matching rows. */
export async function fleetPage(viewer: PersonViewer | Audience, filter: FleetFilter): Promise<FleetPage> {
  const { group } = filter
  if (group !== undefined) {
    const [grouped, summary] = await Promise.all([
      groupedRows({ viewer, filter }, group),
      fleetSummary(viewer, filter),
    ])
    return { ...summary, ...grouped }
  }
  const [{ rows, all }, summary] = await Promise.all([
    firstPage({ viewer, filter }),
    fleetSummary(viewer, filter),
  ])
  // The two reads are not of the same moment; a complete list counts itself.
  return { ...summary, rows, matching: all ? rows.length : Math.max(rows.length, summary.matching) }
}

/** What is said of the fleet beside its rows. */
export async function fleetSummary(
  viewer: PersonViewer | Audience,
  filter: FleetFilter,
): Promise<FleetSummary> {
  const { manager } = await database()
  const at = new Date().toISOString()
  const [states, retired, names] = await Promise.all([
    countFleet(manager, { viewer, filter }),
    countRetired(manager, viewer),
    personNames(manager, filter.owner ? [filter.owner] : []),
  ])
  const sum = (of: (state: StateCount) => number): number => states.reduce((total, one) => total + of(one), 0)
  return {
    at,
    matching: sum(({ state, matching }) =>
      filter.state === undefined || filter.state === state ? matching : 0,
    ),
    total: sum(({ nodes }) => nodes),
    retired,
    // A state may be any word, even `constructor`.
    counts: Object.fromEntries(states.map(({ state, nodes }) => [state, nodes])),
    matchingCounts: Object.fromEntries(states.map(({ state, matching }) => [state, matching])),
    labelled: states.some(({ labelled }) => labelled),
    owned: states.some(({ owned }) => owned),
    ownerName: (filter.owner && names.get(filter.owner)) ?? null,
    sampleNodes: sum(({ sample }) => sample),
  }
}

async function firstPage(request: FleetRequest): Promise<{ rows: FleetRow[]; all: boolean }> {
  const { manager } = await database()
  const nodes = await readFleetPage(manager, request, null, wholeListAtMost + 1)
  const all = nodes.length <= wholeListAtMost
  const shown = all ? nodes : nodes.slice(0, firstRows)
  return { rows: await fleetRows(shown, new Date(), request.filter.columns), all }
}

/** The DIDs of all matching nodes in order, and when (ISO 8601) it was read. */
export async function fleetOrder(
  viewer: PersonViewer,
  filter: FleetFilter,
): Promise<{ dids: string[]; at: string }> {
  const at = new Date().toISOString()
  return { dids: await readFleetOrder((await database()).manager, { viewer, filter }), at }
}

/** The current rows of these nodes, in this order, without nodes that are gone. */
export async function rowsOf(
  viewer: PersonViewer,
  dids: readonly string[],
  columns?: readonly FleetColumn[],
): Promise<FleetRow[]> {
  const nodes = new Map(
    (await readNodes((await database()).manager, viewer, dids)).map((node) => [node.node_did, node]),
  )
  return fleetRows(
    [...new Set(dids)].flatMap((did) => nodes.get(did) ?? []),
    new Date(),
    columns,
  )
}
