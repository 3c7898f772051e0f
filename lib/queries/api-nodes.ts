import { type FleetNodeRow, readFleet } from '@/lib/db/fleet'
import { database } from '@/lib/db/server-db'
import type { Viewer } from '@/lib/domain/role'
import { nodeScope } from '@/lib/domain/scope'
import { labelsOf, stateOf } from './node-state'

/** A node as the API answers it, with the field names of the tables. */
function apiNode(node: FleetNodeRow, now: Date) {
  const { state, clockAheadSeconds } = stateOf(node, now)
  return {
    node_did: node.node_did,
    name: node.name,
    labels: labelsOf(node.labels),
    owner: node.owner_did,
    state,
    status: node.status,
    status_since: node.status_since,
    timestamp: node.timestamp,
    age_seconds: node.timestamp ? Math.round((now.getTime() - node.timestamp.getTime()) / 1_000) : null,
    clock_ahead_seconds: clockAheadSeconds,
    metrics: node.metrics,
    diagnosis: node.diagnosis,
    open_jobs: { pending: node.pending, approved: node.approved, running: node.running, lost: node.lost },
  }
}

export type ApiNode = ReturnType<typeof apiNode>

/** Every node that this viewer may see. */
export async function apiNodes(viewer: Viewer): Promise<{ nodes: ApiNode[] }> {
  const rows = await readFleet((await database()).manager, viewer.kind === 'agent' ? viewer.nodeDid : null)
  const now = new Date()
  return { nodes: rows.map((row) => apiNode(row, now)) }
}

/** One node; null when it does not exist for this viewer. */
export async function apiNodeOf(viewer: Viewer, did: string): Promise<ApiNode | null> {
  const scope = nodeScope(viewer, did)
  if (!scope) return null
  const [row] = await readFleet((await database()).manager, scope.did)
  return row ? apiNode(row, new Date()) : null
}
