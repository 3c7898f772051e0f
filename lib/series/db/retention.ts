import type { EntityManager } from 'typeorm'
import { readableTime } from '@/lib/reports/db/reports'
import { rebuildDays } from './roll-up-days'

const oldestDay = (did: string): string => `
  SELECT floor(date_part('epoch', min(timestamp)) / 86400)::int AS day FROM health_reports
  WHERE target_node_did = ${did} AND ${readableTime}`

export type OldNode = { node_key: number; node_did: string; day: number }

/** Nodes with raw reports from days before `day`, and the oldest such day. Days since the epoch. */
export const nodesWithReportsBefore = (db: EntityManager, day: number): Promise<OldNode[]> =>
  db.query<OldNode[]>(
    `SELECT n.node_key, n.node_did, o.day FROM nodes n
     CROSS JOIN LATERAL (${oldestDay('n.node_did')}) o
     WHERE o.day < $1 AND n.backfill_before_day IS NULL ORDER BY o.day`,
    [day],
  )

/** The oldest day with raw reports of this node; null without any. */
export async function oldestDayOf(db: EntityManager, did: string): Promise<number | null> {
  const [row] = await db.query<{ day: number | null }[]>(oldestDay('$1'), [did])
  return row?.day ?? null
}

/**
 * Deletes the raw reports of one node and day and keeps their roll-ups. Does nothing and returns null when part of that
 * day is not rolled up, or when the node's latest report is among them. Needs the roll-up lock and REPEATABLE READ, so
 * that exactly the rolled-up reports are deleted: a report that arrives meanwhile stays.
 */
export async function retireDay(
  tx: EntityManager,
  { node_key, node_did, day }: OldNode,
): Promise<number | null> {
  const [blocked] = await tx.query<unknown[]>(
    `SELECT 1 FROM roll_up_marks WHERE node_key = $1 AND hour >= $3 * 24 AND hour < ($3 + 1) * 24
     UNION ALL SELECT 1 FROM node_latest WHERE node_did = $2 AND timestamp < to_timestamp(($3 + 1) * 86400.0)
     LIMIT 1`,
    [node_key, node_did, day],
  )
  if (blocked) return null
  await keep(tx, node_key, day)
  await rebuildDays(tx, { keys: [node_key], slots: [day] })
  await tx.query(`SELECT set_config('hakim.retention', 'on', true)`)
  const [, deleted] = await tx.query<[unknown, number]>(
    `DELETE FROM health_reports WHERE target_node_did = $1
       AND timestamp >= to_timestamp($2 * 86400.0) AND timestamp < to_timestamp(($2 + 1) * 86400.0)`,
    [node_did, day],
  )
  await tx.query(
    `DELETE FROM reports_ahead WHERE node_did = $1
       AND timestamp >= to_timestamp($2 * 86400.0) AND timestamp < to_timestamp(($2 + 1) * 86400.0)`,
    [node_did, day],
  )
  await tx.query(
    `UPDATE nodes SET kept_before_day = greatest(kept_before_day, $2::int + 1) WHERE node_key = $1`,
    [node_key, day],
  )
  return deleted
}

/** Marks the 5-minute roll-ups of a day as kept, merged with those kept before. */
async function keep(tx: EntityManager, key: number, day: number): Promise<void> {
  const gone = (table: string): string => `
    DELETE FROM ${table} WHERE node_key = $1 AND tier = 300 AND chunk BETWEEN $2 * 12 AND $2 * 12 + 11 RETURNING *`
  await tx.query(
    `WITH gone AS (${gone('roll_ups')})
     INSERT INTO roll_ups (node_key, tier, chunk, metric_id, kept, at, count, sum, min, max, first, last)
     SELECT $1, 300, chunk, metric_id, true, array_agg(at ORDER BY at), array_agg(count ORDER BY at),
            array_agg(sum ORDER BY at), array_agg(min ORDER BY at), array_agg(max ORDER BY at),
            array_agg(first ORDER BY at), array_agg(last ORDER BY at)
     FROM (
       -- Whether a late report came first or last among deleted ones is unknown: the kept values win.
       SELECT chunk, metric_id, at, sum(count) AS count, sum(sum) AS sum, min(min) AS min, max(max) AS max,
              (array_agg(first ORDER BY kept DESC))[1] AS first, (array_agg(last ORDER BY kept DESC))[1] AS last
       FROM (SELECT chunk, metric_id, kept, unnest(at) AS at, unnest(count) AS count, unnest(sum) AS sum,
                    unnest(min) AS min, unnest(max) AS max, unnest(first) AS first, unnest(last) AS last
             FROM gone) elements
       GROUP BY chunk, metric_id, at) buckets
     GROUP BY chunk, metric_id`,
    [key, day],
  )
  await tx.query(
    `WITH gone AS (${gone('roll_up_statuses')})
     INSERT INTO roll_up_statuses (node_key, tier, chunk, status, kept, at, reports)
     SELECT $1, 300, chunk, status, true, array_agg(at ORDER BY at), array_agg(reports ORDER BY at)
     FROM (
       SELECT chunk, status, at, sum(reports) AS reports
       FROM (SELECT chunk, status, unnest(at) AS at, unnest(reports) AS reports FROM gone) elements
       GROUP BY chunk, status, at) buckets
     GROUP BY chunk, status`,
    [key, day],
  )
}

/** Deletes one node's kept roll-ups from days before `day`. Returns the number of deleted rows. */
export async function dropKeptBefore(tx: EntityManager, key: number, day: number): Promise<number> {
  let dropped = 0
  for (const table of ['roll_ups', 'roll_up_statuses']) {
    const [, rows] = await tx.query<[unknown, number]>(
      `DELETE FROM ${table} WHERE kept AND node_key = $1
         AND ((tier = 300 AND chunk < $2 * 12) OR (tier IN (3600, 21600, 86400) AND chunk < $2))`,
      [key, day],
    )
    dropped += rows
  }
  return dropped
}

/** Keys of the nodes with kept roll-ups. */
export async function nodesWithKept(db: EntityManager): Promise<number[]> {
  const rows = await db.query<{ node_key: number }[]>(
    `SELECT node_key FROM nodes WHERE kept_before_day IS NOT NULL ORDER BY 1`,
  )
  return rows.map((row) => row.node_key)
}

/** How many raw reports are older than this moment, and the time of the oldest. */
export async function reportsBefore(
  db: EntityManager,
  moment: Date,
): Promise<{ reports: number; oldest: Date | null }> {
  const [row] = await db.query<{ reports: string; oldest: Date | null }[]>(
    `SELECT count(*) AS reports, min(timestamp) AS oldest FROM health_reports WHERE timestamp < $1 AND ${readableTime}`,
    [moment],
  )
  return { reports: Number(row?.reports ?? 0), oldest: row?.oldest ?? null }
}
