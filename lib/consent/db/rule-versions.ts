import type { EntityManager } from 'typeorm'
import type { RuleFacts, RuleVersion } from '@/lib/consent/domain/rule-facts'

/** A rule by its id or name, as it is now. */
export async function presentRule(
  db: EntityManager,
  idOrName: string,
): Promise<{ rule_id: string; version: number; facts: RuleFacts } | null> {
  const [row] = await db.query<{ rule_id: string; version: number; facts: RuleFacts }[]>(
    `SELECT rule_id, hakim_rule_version(rule_id) AS version, hakim_rule_facts(rule_id) AS facts FROM approval_rules
     WHERE rule_id::text = lower($1) OR name = $1 ORDER BY rule_id::text = lower($1) DESC LIMIT 1`,
    [idOrName],
  )
  return row ?? null
}

/** Every version of a rule, the newest first. */
export const readRuleVersions = (db: EntityManager, ruleId: string): Promise<RuleVersion[]> =>
  db.query(
    `SELECT v.version, v.facts, v.reason, to_char(v.changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS changed_at,
            v.change_id IS NOT NULL AS asked,
            CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('did', p.did, 'name', p.name) END AS by
     FROM rule_versions v LEFT JOIN people p ON p.id = v.changed_by WHERE v.rule_id = $1 ORDER BY v.version DESC`,
    [ruleId],
  )

export async function isRuleName(db: EntityManager, name: string, besides: string): Promise<boolean> {
  const rows = await db.query<unknown[]>(`SELECT 1 FROM approval_rules WHERE name = $1 AND rule_id <> $2`, [
    ...[name, besides],
  ])
  return rows.length > 0
}

/** Returns the number of its new version. */
export async function changeRuleRow(
  tx: EntityManager,
  change: { ruleId: string; version: number; is: RuleFacts; reason: string; personId: string | null },
): Promise<number> {
  const { ruleId, version, is, reason, personId } = change
  const [row] = await tx.query<{ version: number }[]>(
    `SELECT hakim_change_rule($1, $2, $3, $4, $5) AS version`,
    [...[ruleId, version, JSON.stringify(is), reason, personId]],
  )
  if (!row) throw new Error('PostgreSQL returned no version')
  return row.version
}
