import type { EntityManager } from 'typeorm'
import type { WeeklyWindow } from '@/lib/consent/domain/weekly-window'

/** Returns the id of the window; null when the node has one of this name. */
export async function insertWindow(
  tx: EntityManager,
  nodeDid: string,
  window: WeeklyWindow,
): Promise<string | null> {
  const [row] = await tx.query<{ window_id: string }[]>(
    `INSERT INTO node_windows (node_did, name, weekdays, start_minute, duration_minutes, time_zone)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (node_did, name) DO NOTHING RETURNING window_id`,
    [nodeDid, window.name, window.weekdays, window.start_minute, window.duration_minutes, window.time_zone],
  )
  return row?.window_id ?? null
}

/** False when the node has no such window. */
export async function deleteWindow(tx: EntityManager, nodeDid: string, windowId: string): Promise<boolean> {
  const [, deleted] = await tx.query<[unknown[], number]>(
    `DELETE FROM node_windows WHERE node_did = $1 AND window_id = $2`,
    [nodeDid, windowId],
  )
  return deleted > 0
}
