import type { EntityManager } from 'typeorm'
import { condition } from '@/lib/alerts/domain/condition'
import type { Rule, RuleSettings } from '@/lib/alerts/domain/rule'

export type RuleRow = Rule & {
  created_by: string
  created_at: Date
  changed_by: string | null
  changed_at: Date | null
  deleted_at: Date | null
}

const columns = `rule_id, scope, label, node_did, condition, keep_minutes, severity, tell, escalate_minutes, escalate_to,
                 during_jobs, during_windows, enabled, created_by, created_at, changed_by, changed_at, deleted_at`

type Raw = Omit<RuleRow, 'condition'> & { condition: unknown }

/** A condition that this version does not know is left alone, as if its rule were off. */
const known = <R extends Raw>(rows: readonly R[]): (Omit<R, 'condition'> & Pick<RuleRow, 'condition'>)[] =>
  rows.flatMap((row) => {
    const parsed = condition.safeParse(row.condition)
    return parsed.success ? [{ ...row, condition: parsed.data }] : []
  })

export const readRules = async (db: EntityManager): Promise<RuleRow[]> =>
  known(
    await db.query<Raw[]>(
      `SELECT ${columns} FROM alert_rules WHERE deleted_at IS NULL ORDER BY created_at, rule_id`,
    ),
  )

/** Those of a viewer: `visible` says whether the node of a rule `r` is; with the name of that node. */
export async function readVisibleRules(
  db: EntityManager,
  visible: string,
  values: unknown[],
): Promise<(RuleRow & { node_name: string | null })[]> {
  const rows = await db.query<(Raw & { node_name: string | null })[]>(
    `SELECT ${columns}, (SELECT name FROM nodes n WHERE n.node_did = r.node_did) AS node_name
     FROM alert_rules r WHERE deleted_at IS NULL AND (r.node_did IS NULL OR ${visible}) ORDER BY created_at, rule_id`,
    values,
  )
  return known(rows)
}

export async function countVisibleRules(
  db: EntityManager,
  visible: string,
  values: unknown[],
): Promise<number> {
  const [row] = await db.query<{ rules: number }[]>(
    `SELECT count(*)::int AS rules FROM alert_rules r WHERE deleted_at IS NULL AND (r.node_did IS NULL OR ${visible})`,
    values,
  )
  return row?.rules ?? 0
}

/** These, deleted ones too. */
export const readRulesOf = async (db: EntityManager, ids: readonly string[]): Promise<RuleRow[]> =>
  known(await db.query<Raw[]>(`SELECT ${columns} FROM alert_rules WHERE rule_id = ANY ($1::uuid[])`, [ids]))

/** How many rules there are: for this node, or in all. */
export async function countRules(db: EntityManager, node: string | null): Promise<number> {
  const [row] = await db.query<{ rules: number }[]>(
    `SELECT count(*)::int AS rules FROM alert_rules WHERE deleted_at IS NULL AND ($1::text IS NULL OR node_did = $1)`,
    [node],
  )
  return row?.rules ?? 0
}

/**
 * Of rules that somebody who is no administrator wrote for one node: whom they may tell, by the rule. Those who have something
 * to decide there, and administrators; nobody else is told by somebody's rule about their own node.
 */
export async function readAudiences(db: EntityManager): Promise<Map<string, ReadonlySet<string>>> {
  const rows = await db.query<{ rule_id: string; people: string[] }[]>(
    `SELECT r.rule_id, ARRAY(SELECT person_id FROM node_deciders d WHERE d.node_did = r.node_did
                             UNION SELECT id FROM people WHERE role = 'admin' AND disabled_at IS NULL) AS people
     FROM alert_rules r LEFT JOIN people p ON p.id = coalesce(r.changed_by, r.created_by)
     WHERE r.deleted_at IS NULL AND r.node_did IS NOT NULL AND p.role IS DISTINCT FROM 'admin'`,
  )
  return new Map(rows.map(({ rule_id, people }) => [rule_id, new Set(people)]))
}

/** Locked against another change of it. */
export async function lockRule(tx: EntityManager, ruleId: string): Promise<RuleRow | null> {
  const rows = await tx.query<Raw[]>(
    `SELECT ${columns} FROM alert_rules WHERE rule_id = $1 AND deleted_at IS NULL FOR NO KEY UPDATE`,
    [ruleId],
  )
  return known(rows)[0] ?? null
}

const valuesOf = (rule: RuleSettings): unknown[] => [
  ...[
    rule.scope,
    rule.label,
    rule.node_did,
    JSON.stringify(rule.condition),
    rule.keep_minutes,
    rule.severity,
  ],
  ...[
    rule.tell,
    rule.escalate_minutes,
    rule.escalate_to,
    rule.during_jobs,
    rule.during_windows,
    rule.enabled,
  ],
]

export async function insertRule(tx: EntityManager, rule: RuleSettings, by: string): Promise<string> {
  const [row] = await tx.query<{ rule_id: string }[]>(
    `INSERT INTO alert_rules (scope, label, node_did, condition, keep_minutes, severity, tell, escalate_minutes, escalate_to,
                              during_jobs, during_windows, enabled, created_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING rule_id`,
    [...valuesOf(rule), by],
  )
  if (!row) throw new Error('PostgreSQL returned no rule')
  return row.rule_id
}

export const updateRule = (
  tx: EntityManager,
  ruleId: string,
  rule: RuleSettings,
  by: string,
): Promise<unknown> =>
  tx.query(
    `UPDATE alert_rules SET scope = $1, label = $2, node_did = $3, condition = $4, keep_minutes = $5, severity = $6, tell = $7,
            escalate_minutes = $8, escalate_to = $9, during_jobs = $10, during_windows = $11, enabled = $12, changed_by = $13,
            changed_at = now()
     WHERE rule_id = $14`,
    [...valuesOf(rule), by, ruleId],
  )

export const deleteRule = (tx: EntityManager, ruleId: string, by: string): Promise<unknown> =>
  tx.query(`UPDATE alert_rules SET deleted_at = now(), deleted_by = $2, enabled = false WHERE rule_id = $1`, [
    ruleId,
    by,
  ])
