import { config } from '@/lib/config'
import { database } from '@/lib/db/connection/server-database'
import { countMatching, countRetired, readFleetPage } from '@/lib/fleet/db/list'
import type { FleetRequest } from '@/lib/fleet/db/match'
import { type FleetNodeRow, readFleet } from '@/lib/fleet/db/nodes'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { decodeFleetCursor, encodeFleetCursor } from '@/lib/fleet/domain/fleet-cursor'
import { nodeRights } from '@/lib/fleet/domain/node-rights'
import type { NodeRow, NodesFilter, NodesPage } from '@/lib/fleet/domain/nodes-page'
import type { PersonViewer } from '@/lib/kernel/role'
import { refusalOf } from '@/lib/people/domain/refusal'
import { labelsOf, stateOf } from './node-state'

const perPage = 50

const sum = ({ open_jobs: jobs }: FleetNodeRow): number | null =>
  jobs && jobs.pending + jobs.approved + jobs.running + jobs.lost

function nodeRow(node: FleetNodeRow, viewer: PersonViewer): NodeRow {
  const { state, heardAt } = stateOf(node)
  const owners = node.owners.map(({ id, did, name }) => ({ did, name, you: id === viewer.id }))
  return {
    did: node.node_did,
    name: node.name,
    labels: labelsOf(node.labels),
    owners,
    state,
    heardAt,
    retired: node.retired_at && { at: node.retired_at.toISOString(), reason: node.service_reason ?? '' },
    openJobs: sum(node),
    may: nodeRights(
      viewer,
      owners.some(({ you }) => you),
    ),
  }
}

/** A page of the nodes that this viewer may see, by name, and how many there are to show. */
export async function nodesPage(viewer: PersonViewer, filter: NodesFilter): Promise<NodesPage> {
  const { manager } = await database()
  const { longSilenceDays } = config()
  const inService: FleetRequest = { viewer, filter: { q: filter.q, sort: 'name' } }
  const silent: FleetRequest = { ...inService, unheardDays: longSilenceDays }
  const retired: FleetRequest = { viewer, filter: { ...inService.filter, retired: true } }
  const shown = { service: inService, silent, retired }[filter.show]
  const cursor = filter.cursor === undefined ? null : decodeFleetCursor(filter.cursor)
  const after = cursor?.sort === 'name' ? cursor : null
  const [rows, serviceCount, silentCount, retiredCount, added] = await Promise.all([
    readFleetPage(manager, shown, after, perPage + 1),
    countMatching(manager, inService),
    countMatching(manager, silent),
    filter.q ? countMatching(manager, retired) : countRetired(manager, viewer),
    filter.added === undefined ? null : addedNode(viewer, filter.added),
  ])
  const page = rows.slice(0, perPage)
  const last = page.at(-1)
  return {
    nodes: page.map((node) => nodeRow(node, viewer)),
    next:
      rows.length > perPage && last
        ? encodeFleetCursor({ sort: 'name', keys: last.keys, did: last.node_did })
        : null,
    counts: { service: serviceCount, silent: silentCount, retired: retiredCount },
    longSilenceDays,
    mayAdd: refusalOf('addNode', viewer) === null,
    added,
  }
}

async function addedNode(viewer: PersonViewer, did: string): Promise<NodesPage['added']> {
  const { manager } = await database()
  const scope = await nodeScope(manager, viewer, did)
  const [node] = scope ? await readFleet(manager, scope) : []
  if (!node) return null
  const { state, heardAt } = stateOf(node)
  return { did: node.node_did, state, heardAt }
}
