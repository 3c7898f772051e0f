import type { EntityManager } from 'typeorm'
import { Parameters } from '@/lib/db/connection/parameters'
import { keptQuery } from '@/lib/db/connection/prepared-query'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'
import { readOpenWindows } from './open-windows'
import { runningJobSql, silenceSql, windowSql } from './silenced-sql'

/** A row of the page: incidents of one rule that began together, as far as the viewer may see their nodes. */
export type AlertRow = {
  group_id: string
  rule_id: string
  opened_at: Date
  cursor_at: string
  closed_at: Date | null
  escalated_at: Date | null
  acknowledged_by: string | null
  acknowledged_at: Date | null
  acknowledged_text: string | null
  started_at: Date
  ended_at: Date | null
  told_at: Date | null
  nodes: number
  open: number
  /** Of those that are open. */
  silenced: number
  silence_id: string | null
  /** How many a job holds back, and one such job. */
  in_jobs: number
  job_id: string | null
  /** How many are held back by a maintenance window, and until when the last of them is. */
  in_windows: number
  window_until: Date | null
  /** How often the node that did so most often began. */
  times: number
  first: { did: string; name: string | null; value: number | null }[]
}

export type RowFilter = {
  state: 'firing' | 'silenced' | 'ended' | 'all'
  node?: string | undefined
  group?: string | undefined
  after: { at: string; id: string } | null
  limit: number
}

/** How many nodes of a row are named. */
const mostNamed = 3

const conditions: Readonly<Record<RowFilter['state'], string>> = {
  firing: `a.open > a.silenced`,
  silenced: `a.open > 0 AND a.open = a.silenced`,
  ended: `a.open = 0`,
  all: 'true',
}

/** Newest first. */
export async function readAlertRows(
  db: EntityManager,
  viewer: Viewer,
  { state, node, group, after, limit }: RowFilter,
): Promise<AlertRow[]> {
  const parameters = new Parameters()
  const { add } = parameters
  const visible = visibleSql('i.node_did', viewer, parameters)
  const windows = add(await readOpenWindows(db))
  const candidates = [
    state === 'ended' ? 'true' : state === 'all' ? 'true' : 'g.closed_at IS NULL',
    after ? `(g.opened_at, g.group_id) < (${add(after.at)}::timestamptz, ${add(after.id)}::uuid)` : 'true',
    group === undefined ? 'true' : `g.group_id = ${add(group)}::uuid`,
    node === undefined
      ? 'true'
      : `g.group_id IN (SELECT m.group_id FROM alert_incidents m WHERE m.node_did = ${add(node)})`,
  ]
  return db.query(
    `SELECT g.group_id, g.rule_id, g.opened_at, to_char(g.opened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS cursor_at, g.closed_at, g.escalated_at,
            g.acknowledged_by, g.acknowledged_at, g.acknowledged_text, a.*
     FROM alert_groups g JOIN alert_rules r USING (rule_id)
     CROSS JOIN LATERAL (
       SELECT min(s.started_at) AS started_at, max(s.ended_at) AS ended_at, min(s.told_at) AS told_at,
              count(DISTINCT s.node_did)::int AS nodes, (count(*) FILTER (WHERE s.is_open))::int AS open,
              (count(*) FILTER (WHERE s.is_open AND (s.silence IS NOT NULL OR s.job IS NOT NULL OR s.window_until IS NOT NULL)))::int AS silenced,
              (array_agg(s.silence) FILTER (WHERE s.silence IS NOT NULL))[1] AS silence_id,
              (array_agg(s.job) FILTER (WHERE s.job IS NOT NULL))[1] AS job_id,
              count(s.job)::int AS in_jobs, count(s.window_until)::int AS in_windows, max(s.window_until) AS window_until, max(s.times)::int AS times,
              (jsonb_agg(jsonb_build_object('did', s.node_did, 'name', s.name, 'value', s.value)
                         ORDER BY s.is_open DESC, s.started_at, s.node_did) FILTER (WHERE s.place <= ${mostNamed})) AS first
       FROM (SELECT i.*, n.name, i.ended_at IS NULL AS is_open, count(*) OVER (PARTITION BY i.node_did) AS times,
                    row_number() OVER (ORDER BY i.ended_at IS NOT NULL, i.started_at DESC, i.node_did) AS place,
                    CASE WHEN i.ended_at IS NULL THEN ${silenceSql('silence_id')} END AS silence,
                    CASE WHEN i.ended_at IS NULL THEN ${runningJobSql} END AS job,
                    CASE WHEN i.ended_at IS NULL THEN ${windowSql(windows)} END AS window_until
             FROM alert_incidents i JOIN nodes n ON n.node_did = i.node_did
             WHERE i.group_id = g.group_id AND ${visible}) s) a
     WHERE ${candidates.join(' AND ')} AND a.nodes > 0 AND ${conditions[state]}
     ORDER BY g.opened_at DESC, g.group_id DESC LIMIT ${add(limit)}`,
    parameters.values,
  )
}

/** How many rows fire and are neither silenced nor in a maintenance window, for this viewer; `jobs`: nor kept quiet by one that runs. */
export async function countFiring(db: EntityManager, viewer: Viewer, jobs: boolean): Promise<number> {
  const parameters = new Parameters()
  const [row] = await keptQuery<{ count: number }>(
    db,
    `SELECT count(*)::int AS count FROM alert_groups g JOIN alert_rules r USING (rule_id)
     WHERE g.closed_at IS NULL AND EXISTS (
       SELECT FROM alert_incidents i JOIN nodes n ON n.node_did = i.node_did
       WHERE i.group_id = g.group_id AND i.ended_at IS NULL AND ${visibleSql('i.node_did', viewer, parameters)}
         AND ${silenceSql('silence_id')} IS NULL AND ${windowSql(parameters.add(await readOpenWindows(db)))} IS NULL
         ${jobs ? `AND ${runningJobSql} IS NULL` : ''})`,
    parameters.values,
  )
  return row?.count ?? 0
}

/** How many rows are open, silenced ones too, for this viewer. */
export async function countOpen(db: EntityManager, viewer: Viewer): Promise<number> {
  const parameters = new Parameters()
  const [row] = await db.query<{ count: number }[]>(
    `SELECT count(*)::int AS count FROM alert_groups g
     WHERE g.closed_at IS NULL AND EXISTS (
       SELECT FROM alert_incidents i
       WHERE i.group_id = g.group_id AND i.ended_at IS NULL AND ${visibleSql('i.node_did', viewer, parameters)})`,
    parameters.values,
  )
  return row?.count ?? 0
}

type IncidentRow = { did: string; name: string | null; started_at: Date; ended_at: Date | null }

/** The incidents of a row, what is open first, at most 500. */
export function readIncidents(db: EntityManager, viewer: Viewer, group: string): Promise<IncidentRow[]> {
  const parameters = new Parameters()
  return db.query(
    `SELECT i.node_did AS did, n.name, i.started_at, i.ended_at
     FROM alert_incidents i JOIN nodes n USING (node_did)
     WHERE i.group_id = ${parameters.add(group)} AND ${visibleSql('i.node_did', viewer, parameters)}
     ORDER BY i.ended_at DESC NULLS FIRST, i.started_at, i.node_did LIMIT 500`,
    parameters.values,
  )
}
