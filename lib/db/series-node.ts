import type { EntityManager } from 'typeorm'
import type { NodeScope } from '@/lib/domain/scope'

/** How often a node reports, as it was learned from its reports; null when there is no such node. */
export async function readSeriesNode(
  db: EntityManager,
  scope: NodeScope,
): Promise<{ cadence_seconds: number | null } | null> {
  const rows = await db.query<{ cadence_seconds: number | null }[]>(
    `SELECT l.cadence_seconds FROM nodes n LEFT JOIN node_latest l USING (node_did) WHERE n.node_did = $1`,
    [scope.did],
  )
  return rows[0] ?? null
}
