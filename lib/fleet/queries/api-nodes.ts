import { database } from '@/lib/db/connection/server-database'
import { readFleetPage } from '@/lib/fleet/db/list'
import { type FleetNodeRow, readFleet } from '@/lib/fleet/db/nodes'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { encodeFleetCursor } from '@/lib/fleet/domain/fleet-cursor'
import type { NodeListRequest } from '@/lib/fleet/domain/fleet-query'
import { type NodeTrust, nodeTrust } from '@/lib/fleet/domain/node-trust'
import type { Viewer } from '@/lib/kernel/role'
import { newestAhead } from '@/lib/reports/db/latest-report'
import { labelsOf, stateOf } from './node-state'

/** A node in the API, with the field names of the tables. */
function apiNode(node: FleetNodeRow) {
  const { state, flapsTo, clockOffsetSeconds: offset } = stateOf(node)
  return {
    node_did: node.node_did,
    name: node.name,
    labels: labelsOf(node.labels),
    owner: node.owners[0]?.did ?? null,
    owners: node.owners.map((owner) => owner.did),
    state,
    status: node.status,
    status_since: node.status_since,
    flaps_to: flapsTo,
    timestamp: node.timestamp,
    heard_at: node.heard_at,
    age_seconds: node.heard_at && Math.round((node.read_at.getTime() - node.heard_at.getTime()) / 1_000),
    clock_ahead_seconds: offset !== null && offset > 0 ? offset : null,
    clock_behind_seconds: offset !== null && offset < 0 ? -offset : null,
    metrics: node.metrics,
    diagnosis: node.diagnosis,
    open_jobs: node.open_jobs,
    retired_at: node.retired_at,
    retired_reason: node.retired_at === null ? null : node.service_reason,
  }
}

type ApiNode = ReturnType<typeof apiNode>

/** One page of the nodes that this viewer may see; an agent sees only its own. `next_cursor` is null at the end. */
export async function apiNodes(
  viewer: Viewer,
  request: NodeListRequest,
): Promise<{ nodes: ApiNode[]; next_cursor: string | null }> {
  const { filter, cursor, limit } = request
  const rows = await readFleetPage((await database()).manager, { filter, viewer }, cursor, limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    nodes: page.map(apiNode),
    next_cursor:
      rows.length > limit && last
        ? encodeFleetCursor({ sort: filter.sort, keys: last.keys, did: last.node_did })
        : null,
  }
}

/** One node; null when it does not exist for this viewer. */
export async function apiNodeOf(
  viewer: Viewer,
  did: string,
): Promise<(ApiNode & { newest_ahead: Date | null; consent: NodeTrust | null }) | null> {
  const { manager } = await database()
  const scope = await nodeScope(manager, viewer, did)
  if (!scope) return null
  const [[row], newest] = await Promise.all([readFleet(manager, scope), newestAhead(manager, scope)])
  if (!row) return null
  return { ...apiNode(row), newest_ahead: newest, consent: nodeTrust.safeParse(row.consent).data ?? null }
}
