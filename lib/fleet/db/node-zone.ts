import type { EntityManager } from 'typeorm'
import type { NodeScope } from '@/lib/kernel/did/node-scope'

/** The time zones that the node's latest report and its labels name; unchecked text. */
export async function readNodeZone(db: EntityManager, scope: NodeScope): Promise<(string | null)[]> {
  const [row] = await db.query<{ reported: string | null; labelled: string | null }[]>(
    `SELECT r.raw_report ->> 'time_zone' AS reported, n.labels ->> 'time_zone' AS labelled
     FROM nodes n LEFT JOIN node_latest l USING (node_did) LEFT JOIN health_reports r USING (report_id)
     WHERE n.node_did = $1`,
    [scope.did],
  )
  return row ? [row.reported, row.labelled] : []
}
