import type { EntityManager } from 'typeorm'

/** Indexes up to `limit` events before the oldest indexed one; returns how many. */
export async function indexOlder(db: EntityManager, limit: number): Promise<number> {
  const [row] = await db.query<{ count: number }[]>(`SELECT hakim_index_older($1) AS count`, [limit])
  return row?.count ?? 0
}
