import type { EntityManager } from 'typeorm'
import type { NodeRule } from '@/lib/consent/domain/needed-votes'
import type { WeeklyWindow } from '@/lib/consent/domain/weekly-window'

/** The approval rules that match a node, as far as the node alone determines. */
export const readNodeRules = (db: EntityManager, nodeDid: string): Promise<NodeRule[]> =>
  db.query(
    `SELECT r.task_name AS task, r.least_risk AS "leastRisk", r.owners,
            coalesce(json_agg(json_build_object('group', g.name, 'votes', s.votes)) FILTER (WHERE g.name IS NOT NULL),
                     '[]') AS "groupVotes"
     FROM nodes n JOIN approval_rules r
       ON r.label_key IS NULL OR n.labels ->> r.label_key = coalesce(r.label_value, n.labels ->> r.label_key)
     LEFT JOIN rule_seats s USING (rule_id) LEFT JOIN approver_groups g USING (group_id)
     WHERE n.node_did = $1 GROUP BY r.rule_id`,
    [nodeDid],
  )

/** The risks that a node announced for its tasks; the highest if a name occurs twice. */
export async function readTaskRisks(db: EntityManager, nodeDid: string): Promise<Map<string, string>> {
  const rows = await db.query<{ task: string; risk: string }[]>(
    `SELECT DISTINCT ON (1) t ->> 'name' AS task, t ->> 'risk' AS risk FROM nodes n
     CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(n.tasks) = 'array' THEN n.tasks END) t
     WHERE n.node_did = $1 AND hakim_risk_rank(t ->> 'risk') IS NOT NULL AND t ->> 'name' IS NOT NULL
     ORDER BY 1, hakim_risk_rank(t ->> 'risk') DESC`,
    [nodeDid],
  )
  return new Map(rows.map(({ task, risk }) => [task, risk]))
}

/** A node's weekly maintenance windows. */
export const readWeeklyWindows = (db: EntityManager, nodeDid: string): Promise<WeeklyWindow[]> =>
  db.query(
    `SELECT name, weekdays, start_minute, duration_minutes, time_zone FROM node_windows
     WHERE node_did = $1 ORDER BY name`,
    [nodeDid],
  )
