import type { EntityManager } from 'typeorm'
import { openUntil, type WeeklyTimes } from '@/lib/consent/domain/weekly-window'

/** Nodes that are in a maintenance window now, and until when: a JSON object, as `windowSql` takes it. */
export type OpenWindows = string

/** Of the nodes on which a rule fires that is quiet then. */
export const readOpenWindows = async (db: EntityManager): Promise<OpenWindows> =>
  JSON.stringify(Object.fromEntries(await readOpenUntil(db)))

/**
 * Until when such a node is in a window, by its DID, as ISO 8601; `node`: of that one alone. By the zone data of this program, as
 * requests and approvals are.
 */
export async function readOpenUntil(
  db: EntityManager,
  node: string | null = null,
): Promise<Map<string, string>> {
  const rows = await db.query<{ did: string; now: number; windows: WeeklyTimes[] }[]>(
    `SELECT w.node_did AS did, extract(epoch FROM statement_timestamp())::float8 * 1000 AS now,
            json_agg(json_build_object('weekdays', w.weekdays, 'start_minute', w.start_minute,
              'duration_minutes', w.duration_minutes, 'time_zone', w.time_zone) ORDER BY w.window_id) AS windows
     FROM node_windows w
     WHERE ($1::text IS NULL OR w.node_did = $1) AND EXISTS (SELECT FROM alert_incidents i JOIN alert_rules r USING (rule_id)
                   WHERE i.node_did = w.node_did AND i.ended_at IS NULL AND NOT r.during_windows)
     GROUP BY w.node_did`,
    [node],
  )
  // Most nodes of a fleet share a few windows.
  const known = new Map<string, string | null>()
  const open = new Map<string, string>()
  for (const { did, now, windows } of rows) {
    const key = JSON.stringify(windows)
    let until = known.get(key)
    if (until === undefined) {
      const end = openUntil(windows, now)
      until = end === null ? null : new Date(end).toISOString()
      known.set(key, until)
    }
    if (until !== null) open.set(did, until)
  }
  return open
}
