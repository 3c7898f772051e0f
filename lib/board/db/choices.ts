import type { EntityManager } from 'typeorm'
import { Parameters } from '@/lib/db/connection/parameters'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'

/** With more than these, people search; nobody reads a longer list. */
const most = 500

/** The names of announced tasks on the nodes that this viewer can see. */
export async function readAnnouncedTasks(db: EntityManager, viewer: Viewer): Promise<string[]> {
  const parameters = new Parameters()
  const rows = await db.query<{ task: string }[]>(
    `SELECT DISTINCT t ->> 'name' AS task FROM nodes n
     CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(tasks) = 'array' THEN tasks END) t
     WHERE t ->> 'name' IS NOT NULL AND ${visibleSql('n.node_did', viewer, parameters)}
     ORDER BY 1 LIMIT ${parameters.add(most)}`,
    parameters.values,
  )
  return rows.map(({ task }) => task)
}
