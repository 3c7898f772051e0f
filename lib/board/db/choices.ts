import type { EntityManager } from 'typeorm'
import { Parameters } from '@/lib/db/connection/parameters'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'

/** More than these are found by search; a list that long is not read. */
const most = 500

/** The names of the tasks that nodes have announced which this viewer may see. */
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

/** Everybody known here, by name. */
export const readPeopleNames = (db: EntityManager): Promise<{ did: string; name: string }[]> =>
  db.query(`SELECT did, name FROM people ORDER BY name, did LIMIT $1`, [most])
