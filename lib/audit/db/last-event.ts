import type { EntityManager } from 'typeorm'

/** The id of the newest event of the log; 0 before the first. */
export async function lastEvent(db: EntityManager): Promise<string> {
  const [row] = await db.query<{ last: string }[]>(
    `SELECT coalesce(max(event_id), 0) AS last FROM job_events`,
  )
  return row?.last ?? '0'
}

/** How many events the log has after this one. */
export async function eventsAfter(db: EntityManager, last: string): Promise<number> {
  const sql = `SELECT count(*)::int AS count FROM job_events WHERE event_id > $1`
  const [row] = await db.query<{ count: number }[]>(sql, [last])
  return row?.count ?? 0
}
