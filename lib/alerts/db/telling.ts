import type { EntityManager } from 'typeorm'
import { grouping } from '@/lib/alerts/domain/grouping'
import { maySee } from '@/lib/fleet/db/visibility'
import { readOpenWindows } from './open-windows'
import { runningJobSql, silenceSql, windowSql } from './silenced-sql'

/** An incident of which people are to be told. */
export type Told = {
  group_id: string
  rule_id: string
  node_did: string
  started_at: Date
  ended_at: Date | null
  times: number
}

const columns = `i.group_id, i.rule_id, i.node_did, i.started_at, i.ended_at, 1 AS times`

/** Whether the jobs can be read. Who may see a restricted node depends on them, so without them nobody is told of one yet. */
export type Jobs = boolean

const told = (jobs: Jobs): string => (jobs ? 'true' : 'NOT n.restricted')

/** With the open windows as the only parameter. */
const isHeard = (jobs: Jobs): string =>
  [
    ...[`${silenceSql('silence_id')} IS NULL`, `${windowSql('$1')} IS NULL`, told(jobs)],
    ...(jobs ? [`${runningJobSql} IS NULL`] : []),
  ].join(' AND ')

/** Notes that those are told of what began, and returns it: what is open, not silenced, and in a row that is old enough. */
export async function takeBegun(tx: EntityManager, jobs: Jobs): Promise<Told[]> {
  const [rows] = await tx.query<[Told[], number]>(
    `UPDATE alert_incidents i SET told_at = clock_timestamp()
     FROM alert_groups g, nodes n, alert_rules r
     WHERE i.told_at IS NULL AND i.ended_at IS NULL AND g.group_id = i.group_id AND n.node_did = i.node_did
       AND r.rule_id = i.rule_id AND g.opened_at <= clock_timestamp() - interval '${grouping.waitSeconds} seconds' AND ${isHeard(jobs)}
     RETURNING ${columns}`,
    [await readOpenWindows(tx)],
  )
  await tx.query(
    `UPDATE alert_groups SET told_at = coalesce(told_at, clock_timestamp()) WHERE group_id = ANY ($1)`,
    [[...new Set(rows.map(({ group_id }) => group_id))]],
  )
  return rows
}

/** The same of what is over and calm: the last incident of each node of the row, and how often it was over and back. */
export async function takeEnded(tx: EntityManager, jobs: Jobs): Promise<Told[]> {
  return tx.query(
    `WITH calm AS (
       SELECT g.group_id FROM alert_groups g
       WHERE g.closed_at <= clock_timestamp() - interval '${grouping.calmMinutes} minutes'
         AND EXISTS (SELECT FROM alert_incidents i
                     WHERE i.group_id = g.group_id AND i.told_at IS NOT NULL AND i.end_told_at IS NULL)
       FOR UPDATE),
     noted AS (
       UPDATE alert_incidents i SET end_told_at = clock_timestamp() FROM calm, nodes n
       WHERE i.group_id = calm.group_id AND i.told_at IS NOT NULL AND i.end_told_at IS NULL
         AND n.node_did = i.node_did AND ${told(jobs)}
       RETURNING i.*)
     SELECT DISTINCT ON (i.group_id, i.node_did) i.group_id, i.rule_id, i.node_did, i.started_at, i.ended_at,
            (count(*) OVER (PARTITION BY i.group_id, i.node_did))::int AS times
     FROM noted i ORDER BY i.group_id, i.node_did, i.ended_at DESC`,
  )
}

/**
 * Notes that the next people are told, and returns the rows that nobody took in time: their open incidents that are not silenced.
 * Nobody takes what happens on a node that they may not see. A row is taken once, so one with a restricted node waits for the jobs.
 */
export async function takeUnanswered(tx: EntityManager, jobs: Jobs): Promise<Told[]> {
  const rows = await tx.query<Told[]>(
    `SELECT ${columns} FROM alert_groups g JOIN alert_rules r USING (rule_id) JOIN alert_incidents i USING (group_id)
          JOIN nodes n ON n.node_did = i.node_did
     WHERE g.closed_at IS NULL AND g.escalated_at IS NULL AND i.ended_at IS NULL ${jobs ? '' : `AND NOT EXISTS (${restrictedOf})`}
       AND (g.acknowledged_at IS NULL OR n.restricted AND NOT ${maySee('g.acknowledged_by', 'n.node_did')})
       AND i.told_at IS NOT NULL AND g.told_at <= clock_timestamp() - r.escalate_minutes * interval '1 minute' AND ${isHeard(jobs)}
     FOR UPDATE OF g`,
    [await readOpenWindows(tx)],
  )
  await tx.query(`UPDATE alert_groups SET escalated_at = clock_timestamp() WHERE group_id = ANY ($1)`, [
    [...new Set(rows.map(({ group_id }) => group_id))],
  ])
  return rows
}

const restrictedOf = `
  SELECT FROM alert_incidents x JOIN nodes y USING (node_did) WHERE x.group_id = g.group_id AND x.ended_at IS NULL AND y.restricted`
