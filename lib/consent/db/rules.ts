import type { EntityManager } from 'typeorm'
import type { NewRule } from '@/lib/consent/domain/calls'
import type { Risk } from '@/lib/tasks/domain/risk'

type RuleGroupVotes = { group_id: string; name: string; votes: number; approvers: string[] }

/** A rule with its groups and, for each group, the members who can vote. */
export type RuleRow = {
  rule_id: string
  name: string
  task_name: string | null
  label_key: string | null
  label_value: string | null
  least_risk: Risk | null
  owners: number
  groupVotes: RuleGroupVotes[]
}

const groupVotesOf = (rule: string): string => `coalesce((
  SELECT jsonb_agg(jsonb_build_object('group_id', g.group_id, 'name', g.name, 'votes', s.votes, 'approvers', ARRAY(
    SELECT m.person_id FROM group_members m JOIN people p ON p.id = m.person_id
    WHERE m.group_id = g.group_id AND p.role IN ('approver', 'admin') AND p.disabled_at IS NULL)) ORDER BY g.name)
  FROM rule_seats s JOIN approver_groups g USING (group_id) WHERE s.rule_id = ${rule}), '[]')`

/** Every rule by name; given a node, those that its labels match. */
export const readRules = (db: EntityManager, nodeDid: string | null = null): Promise<RuleRow[]> =>
  db.query<RuleRow[]>(
    `SELECT r.rule_id, r.name, r.task_name, r.label_key, r.label_value, r.least_risk, r.owners,
            ${groupVotesOf('r.rule_id')} AS "groupVotes"
     FROM approval_rules r
     WHERE $1::text IS NULL OR r.label_key IS NULL OR EXISTS (
       SELECT FROM nodes n WHERE n.node_did = $1
         AND n.labels ->> r.label_key = coalesce(r.label_value, n.labels ->> r.label_key))
     ORDER BY r.name`,
    [nodeDid],
  )

/** Members of a group who can vote; null when there is no such group. */
export async function approversOf(
  tx: EntityManager,
  name: string,
): Promise<{ groupId: string; approvers: string[] } | null> {
  const [row] = await tx.query<{ group_id: string; approvers: string[] }[]>(
    `SELECT g.group_id, ARRAY(SELECT m.person_id FROM group_members m JOIN people p ON p.id = m.person_id
                              WHERE m.group_id = g.group_id AND p.role IN ('approver', 'admin')
                                AND p.disabled_at IS NULL) AS approvers
     FROM approver_groups g WHERE g.name = $1`,
    [name],
  )
  return row ? { groupId: row.group_id, approvers: row.approvers } : null
}

/**
 * How many nodes a rule's label matches, and how many of those have at least `owners` owners or delegates who can
 * vote.
 */
export async function nodesUnderRule(
  db: EntityManager,
  rule: { label_key: string | null; label_value: string | null; owners: number },
): Promise<{ nodes: number; able: number }> {
  const [row] = await db.query<{ nodes: number; able: number }[]>(
    `SELECT count(*)::int AS nodes, count(*) FILTER (WHERE d.deciders >= $3)::int AS able
     FROM nodes n LEFT JOIN (
       SELECT k.node_did, count(DISTINCT k.person_id) AS deciders FROM node_deciders k
       JOIN people p ON p.id = k.person_id WHERE p.role IN ('approver', 'admin') GROUP BY k.node_did) d USING (node_did)
     WHERE $1::text IS NULL OR n.labels ->> $1 = coalesce($2, n.labels ->> $1)`,
    [rule.label_key, rule.label_value, rule.owners],
  )
  return row ?? { nodes: 0, able: 0 }
}

/** The nodes that a rule's label matches and that have fewer than `owners` owners or delegates who can vote; `all`: all of them. */
export const nodesShortOf = (
  db: EntityManager,
  rule: { label_key: string | null; label_value: string | null; owners: number },
  all: boolean,
): Promise<{ node_did: string; name: string | null }[]> =>
  db.query(
    `SELECT n.node_did, n.name FROM nodes n
     WHERE ($1::text IS NULL OR n.labels ->> $1 = coalesce($2, n.labels ->> $1))
       AND ($4 OR $3 > (SELECT count(DISTINCT k.person_id) FROM node_deciders k JOIN people p ON p.id = k.person_id
                        WHERE k.node_did = n.node_did AND p.role IN ('approver', 'admin')))
     ORDER BY coalesce(n.name, n.node_did), n.node_did`,
    [rule.label_key, rule.label_value, rule.owners, all],
  )

/** Returns the id of the rule; null when the name is taken. `seats` are the votes needed by group id. */
export async function insertRule(
  tx: EntityManager,
  rule: Omit<NewRule, 'groups'>,
  groupVotes: readonly { groupId: string; votes: number }[],
): Promise<string | null> {
  const [row] = await tx.query<{ rule_id: string }[]>(
    `INSERT INTO approval_rules (name, task_name, label_key, label_value, least_risk, owners)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (name) DO NOTHING RETURNING rule_id`,
    [
      ...[rule.name, rule.task_name ?? null, rule.label_key ?? null, rule.label_value ?? null],
      ...[rule.least_risk ?? null, rule.owners],
    ],
  )
  if (!row) return null
  for (const { groupId, votes } of groupVotes)
    await tx.query(`INSERT INTO rule_seats (rule_id, group_id, votes) VALUES ($1, $2, $3)`, [
      ...[row.rule_id, groupId, votes],
    ])
  return row.rule_id
}

/** A rule by its id or name, locked. */
export async function findRule(
  tx: EntityManager,
  idOrName: string,
): Promise<{ rule_id: string; name: string } | null> {
  const [row] = await tx.query<{ rule_id: string; name: string }[]>(
    `SELECT rule_id, name FROM approval_rules WHERE rule_id::text = lower($1) OR name = $1
     ORDER BY rule_id::text = lower($1) DESC LIMIT 1 FOR UPDATE`,
    [idOrName],
  )
  return row ?? null
}

export async function deleteRule(tx: EntityManager, ruleId: string): Promise<void> {
  await tx.query(`DELETE FROM approval_rules WHERE rule_id = $1`, [ruleId])
}
