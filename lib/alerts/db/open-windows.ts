import type { EntityManager } from 'typeorm'
import { openUntil, type WeeklyTimes } from '@/lib/consent/domain/weekly-window'

/** Nodes that are in a maintenance window now, and until when: a JSON object, as `windowSql` takes it. */
export type OpenWindows = string

/** Of the nodes on which a rule fires that is quiet then. By the zone data of this program, as requests and approvals are. */
export async function readOpenWindows(db: EntityManager): Promise<OpenWindows> {
  const rows = await db.query<{ did: string; now: number; windows: WeeklyTimes[] }[]>(
    `SELECT w.node_did AS did, extract(epoch FROM statement_timestamp())::float8 * 1000 AS now,
            json_agg(json_build_object('weekdays', w.weekdays, 'start_minute', w.start_minute,
              'duration_minutes', w.duration_minutes, 'time_zone', w.time_zone) ORDER BY w.window_id) AS windows
     FROM node_windows w
     WHERE EXISTS (SELECT FROM alert_incidents i JOIN alert_rules r USING (rule_id)
                   WHERE i.node_did = w.node_did AND i.ended_at IS NULL AND NOT r.during_windows)
     GROUP BY w.node_did`,
  )
  // Most nodes of a fleet share a few windows.
  const known = new Map<string, string | null>()
  const open: [string, string][] = []
  for (const { did, now, windows } of rows) {
    const key = JSON.stringify(windows)
    let until = known.get(key)
    if (until === undefined) {
      const end = openUntil(windows, now)
      until = end === null ? null : new Date(end).toISOString()
      known.set(key, until)
    }
    if (until !== null) open.push([did, until])
  }
  return JSON.stringify(Object.fromEntries(open))
}
