import { database } from '@/lib/db/connection/server-database'
import { countFleet, readFleetOrder, readFleetPage, type StateCount } from '@/lib/fleet/db/list'
import type { FleetWanted } from '@/lib/fleet/db/match'
import { readNodes } from '@/lib/fleet/db/nodes'
import type { FleetFilter } from '@/lib/fleet/domain/fleet-filter'
import { type FleetPage, type FleetRow, wholeListAtMost } from '@/lib/fleet/domain/fleet-page'
import type { PersonViewer } from '@/lib/kernel/role'
import { personNames } from '@/lib/people/db/names'
import { fleetRows } from './fleet-row'

/** More than a tall screen shows, so that nothing is read twice before somebody scrolls. */
const firstRows = 60

const wantedBy = (viewer: PersonViewer, filter: FleetFilter): FleetWanted => ({
  filter,
  viewer,
  now: new Date(),
})

/** The fleet as its page shows it first: counts over all nodes, rows of the first that match. */
export async function fleetPage(viewer: PersonViewer, filter: FleetFilter): Promise<FleetPage> {
  const { manager } = await database()
  const wanted = wantedBy(viewer, filter)
  const [{ rows, all }, states, names] = await Promise.all([
    firstPage(viewer, wanted),
    countFleet(manager, wanted),
    personNames(manager, filter.owner ? [filter.owner] : []),
  ])
  const sum = (of: (state: StateCount) => number): number => states.reduce((total, one) => total + of(one), 0)
  return {
    rows,
    at: wanted.now.toISOString(),
    // The two reads are not of the same moment; a list that is whole counts itself.
    matching: all
      ? rows.length
      : Math.max(
          rows.length,
          sum(({ matching }) => matching),
        ),
    total: sum(({ nodes }) => nodes),
    // A state may be any word, also `constructor`.
    counts: Object.fromEntries(states.map(({ state, nodes }) => [state, nodes])),
    labelled: states.some(({ labelled }) => labelled),
    owned: states.some(({ owned }) => owned),
    ownerName: (filter.owner && names.get(filter.owner)) ?? null,
    sampleNodes: sum(({ sample }) => sample),
  }
}

async function firstPage(
  viewer: PersonViewer,
  wanted: FleetWanted,
): Promise<{ rows: FleetRow[]; all: boolean }> {
  const { manager } = await database()
  const nodes = await readFleetPage(manager, wanted, null, wholeListAtMost + 1)
  const all = nodes.length <= wholeListAtMost
  return { rows: await fleetRows(viewer, all ? nodes : nodes.slice(0, firstRows), wanted.now), all }
}

/** The DIDs of all nodes that match, in order, and when (ISO 8601) they were in it. */
export async function fleetOrder(
  viewer: PersonViewer,
  filter: FleetFilter,
): Promise<{ dids: string[]; at: string }> {
  const wanted = wantedBy(viewer, filter)
  return { dids: await readFleetOrder((await database()).manager, wanted), at: wanted.now.toISOString() }
}

/** The rows of these nodes as they are now, in this order; a node that is gone is left out. */
export async function rowsOf(viewer: PersonViewer, dids: readonly string[]): Promise<FleetRow[]> {
  const nodes = new Map(
    (await readNodes((await database()).manager, viewer, dids)).map((node) => [node.node_did, node]),
  )
  return fleetRows(
    viewer,
    [...new Set(dids)].flatMap((did) => nodes.get(did) ?? []),
    new Date(),
  )
}
