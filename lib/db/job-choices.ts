import type { EntityManager } from 'typeorm'

/** More than these are found by search; a list that long is not read. */
const most = 500

/** The names of all tasks that nodes have announced. */
export async function readAnnouncedTasks(db: EntityManager): Promise<string[]> {
  const rows = await db.query<{ task: string }[]>(
    `SELECT DISTINCT t ->> 'name' AS task FROM nodes
     CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(tasks) = 'array' THEN tasks END) t
     WHERE t ->> 'name' IS NOT NULL ORDER BY 1 LIMIT $1`,
    [most],
  )
  return rows.map(({ task }) => task)
}

/** Everybody known here, by name. */
export const readPeopleNames = (db: EntityManager): Promise<{ did: string; name: string }[]> =>
  db.query(`SELECT did, name FROM people ORDER BY name, did LIMIT $1`, [most])
