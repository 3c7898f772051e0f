import type { EntityManager } from 'typeorm'

/** Indexes up to `limit` events before the oldest indexed one; returns how many. */
export async function indexOlder(db: EntityManager, limit: number): Promise<number> {
  const [row] = await db.query<{ count: number }[]>(
    `WITH older AS MATERIALIZED (
       SELECT event_id, stream, body FROM job_events
       WHERE event_id < coalesce((SELECT min(event_id) FROM audit_entries), 9223372036854775807)
       ORDER BY event_id DESC LIMIT $1),
     added AS MATERIALIZED (SELECT hakim_index_event(event_id, stream, body) FROM older)
     SELECT count(*)::int AS count FROM added`,
    [limit],
  )
  return row?.count ?? 0
}
