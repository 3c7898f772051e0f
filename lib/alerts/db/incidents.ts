import type { EntityManager } from 'typeorm'
import { grouping } from '@/lib/alerts/domain/grouping'

/** What a rule finds on a node; times in epoch seconds. `ended`: it is over already. */
export type Opening = {
  rule: string
  node: string
  started: number
  fired: number
  value: number | null
  ended: number | null
}

export type Known = {
  rule: string
  node: string
  started: number
  fired: number
  well: number | null
  ended: number | null
}

/** The last incident of each rule on a node that may still matter: what is open, and what ended since `after` (epoch seconds). */
export const lastIncidents = (db: EntityManager, after: number): Promise<Known[]> =>
  db.query(
    `SELECT DISTINCT ON (rule_id, node_did) rule_id AS rule, node_did AS node, date_part('epoch', started_at) AS started,
            date_part('epoch', fired_at) AS fired, date_part('epoch', well_since) AS well, date_part('epoch', ended_at) AS ended
     FROM alert_incidents WHERE closed_at IS NULL OR closed_at > to_timestamp($1)
     ORDER BY rule_id, node_did, ended_at DESC NULLS FIRST`,
    [after],
  )

const openings = `jsonb_to_recordset($1::jsonb)
  AS o (rule uuid, node text, started float8, fired float8, value float8, ended float8, "group" uuid, told boolean)`

/**
 * Writes incidents, each into a group: that of the same rule on the same node, if it comes back soon; one of the same rule that began
 * just now; or a new one. The caller has the lease, so nobody else writes any.
 */
export async function openIncidents(tx: EntityManager, found: readonly Opening[]): Promise<void> {
  if (found.length === 0) return
  const again = await groupsOfLast(tx, found)
  const recent = await groupsOfRules(
    tx,
    found.filter((one) => !again.has(keyOf(one))).map(({ rule }) => rule),
  )
  const rows = found.map((one) => {
    const last = again.get(keyOf(one))
    return { ...one, group: last?.group ?? recent.get(one.rule), told: last?.told ?? false }
  })
  await tx.query(
    `INSERT INTO alert_incidents (group_id, rule_id, node_did, started_at, fired_at, value, ended_at, closed_at, told_at)
     SELECT o."group", o.rule, o.node, to_timestamp(o.started), to_timestamp(o.fired), o.value, to_timestamp(o.ended),
            CASE WHEN o.ended IS NOT NULL THEN clock_timestamp() END, CASE WHEN o.told THEN clock_timestamp() END
     FROM ${openings} JOIN nodes n ON n.node_did = o.node JOIN alert_rules r ON r.rule_id = o.rule
     ON CONFLICT (rule_id, node_did) WHERE ended_at IS NULL DO NOTHING`,
    [JSON.stringify(rows)],
  )
  await tx.query(
    `UPDATE alert_groups SET closed_at = NULL WHERE closed_at IS NOT NULL AND group_id = ANY ($1)`,
    [rows.filter(({ ended }) => ended === null).map(({ group }) => group)],
  )
}

const keyOf = ({ rule, node }: { rule: string; node: string }): string => `${rule} ${node}`

/** `told`: whoever was told that it began was not told that it is over. */
async function groupsOfLast(
  tx: EntityManager,
  found: readonly Opening[],
): Promise<Map<string, { group: string; told: boolean }>> {
  const rows = await tx.query<{ rule: string; node: string; group: string; told: boolean }[]>(
    `SELECT DISTINCT ON (i.rule_id, i.node_did) i.rule_id AS rule, i.node_did AS node, i.group_id AS "group",
            i.told_at IS NOT NULL AND i.end_told_at IS NULL AS told
     FROM ${openings} JOIN alert_incidents i ON i.rule_id = o.rule AND i.node_did = o.node
     WHERE i.closed_at > clock_timestamp() - interval '${grouping.flapMinutes} minutes'
     ORDER BY i.rule_id, i.node_did, i.closed_at DESC`,
    [JSON.stringify(found)],
  )
  return new Map(rows.map((row) => [keyOf(row), row]))
}

/** A group that began just now for each of these rules, made where there is none. */
async function groupsOfRules(tx: EntityManager, rules: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ rule: string; group: string }[]>(
    `WITH recent AS (
       SELECT DISTINCT ON (rule_id) rule_id, group_id FROM alert_groups
       WHERE rule_id = ANY ($1::uuid[]) AND closed_at IS NULL AND acknowledged_at IS NULL
         AND opened_at > clock_timestamp() - interval '${grouping.joinMinutes} minutes'
       ORDER BY rule_id, opened_at DESC),
     made AS (
       INSERT INTO alert_groups (rule_id)
       SELECT rule_id FROM alert_rules WHERE rule_id = ANY ($1) AND rule_id NOT IN (SELECT rule_id FROM recent)
       RETURNING rule_id, group_id)
     SELECT rule_id AS rule, group_id AS "group" FROM recent UNION ALL SELECT rule_id, group_id FROM made`,
    [rules],
  )
  return new Map(rows.map(({ rule, group }) => [rule, group]))
}

/** Ends what is open of these. */
export const endIncidents = (
  tx: EntityManager,
  ends: readonly { rule: string; node: string; ended: number }[],
): Promise<unknown> =>
  tx.query(
    `UPDATE alert_incidents i SET ended_at = greatest(to_timestamp(o.ended), i.started_at), closed_at = clock_timestamp()
     FROM jsonb_to_recordset($1::jsonb) AS o (rule uuid, node text, ended float8)
     WHERE i.rule_id = o.rule AND i.node_did = o.node AND i.ended_at IS NULL`,
    [JSON.stringify(ends)],
  )

/** Keeps since when they are well, so that the next evaluator knows. */
export const noteWell = (
  tx: EntityManager,
  wells: readonly { rule: string; node: string; well: number | null }[],
): Promise<unknown> =>
  tx.query(
    `UPDATE alert_incidents i SET well_since = to_timestamp(o.well)
     FROM jsonb_to_recordset($1::jsonb) AS o (rule uuid, node text, well float8)
     WHERE i.rule_id = o.rule AND i.node_did = o.node AND i.ended_at IS NULL`,
    [JSON.stringify(wells)],
  )

/** Ends what no rule is for any more: it is off or deleted, the node was retired or has other labels. Returns what ended. */
export async function endOrphans(tx: EntityManager): Promise<{ rule: string; node: string }[]> {
  const [rows] = await tx.query<[{ rule: string; node: string }[], number]>(
    `UPDATE alert_incidents i SET ended_at = greatest(clock_timestamp(), i.started_at), closed_at = clock_timestamp()
     FROM alert_rules r, nodes n
     WHERE i.ended_at IS NULL AND r.rule_id = i.rule_id AND n.node_did = i.node_did
       AND (NOT r.enabled OR n.retired_at IS NOT NULL OR r.scope = 'node' AND r.node_did <> i.node_did
            OR r.scope = 'label' AND NOT EXISTS (
                 SELECT FROM jsonb_each_text(n.labels) e WHERE e.key || ':' || e.value = r.label))
     RETURNING i.rule_id AS rule, i.node_did AS node`,
  )
  return rows
}

/** A group is closed with its last incident. */
export const closeGroups = (tx: EntityManager): Promise<unknown> =>
  tx.query(
    `UPDATE alert_groups g SET closed_at = clock_timestamp() WHERE g.closed_at IS NULL
       AND NOT EXISTS (SELECT FROM alert_incidents i WHERE i.group_id = g.group_id AND i.ended_at IS NULL)`,
  )
