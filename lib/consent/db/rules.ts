import type { EntityManager } from 'typeorm'
import type { NewRule } from '@/lib/consent/domain/calls'
import { countPersons } from '@/lib/signing/domain/quorum'
import type { Risk } from '@/lib/tasks/domain/risk'

type RuleGroupVotes = { group_id: string; name: string; votes: number; approvers: string[] }

/** A rule with its groups and, for each group, the members who can vote. */
export type RuleRow = {
  rule_id: string
  version: number
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
    `SELECT r.rule_id, hakim_rule_version(r.rule_id) AS version, r.name, r.task_name, r.label_key, r.label_value, r.least_risk, r.owners,
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

/** The nodes to which a rule may apply, and how many owners have to approve there. */
type Condition = { label_key: string | null; label_value: string | null; owners: number }

type Matched = { node_did: string; name: string | null; able: number }

/**
 * The nodes that a rule's label matches, and for how many of their owners people can approve at once, each for another one: an
 * owner and their own delegate are one, as a job's votes are counted (`hakim_owners_given`).
 */
async function matchedNodes(db: EntityManager, rule: Condition): Promise<Matched[]> {
  const rows = await db.query<(Omit<Matched, 'able'> & { deciders: [string, string][] })[]>(
    `SELECT n.node_did, n.name, coalesce(d.deciders, '[]') AS deciders
     FROM nodes n LEFT JOIN (
       SELECT k.node_did, jsonb_agg(jsonb_build_array(k.person_id, k.owner_id)) AS deciders FROM node_deciders k
       JOIN people p ON p.id = k.person_id WHERE p.role IN ('approver', 'admin') GROUP BY k.node_did) d USING (node_did)
     WHERE $1::text IS NULL OR n.labels ->> $1 = coalesce($2, n.labels ->> $1)
     ORDER BY coalesce(n.name, n.node_did), n.node_did`,
    [rule.label_key, rule.label_value],
  )
  return rows.map(({ deciders, ...node }) => ({ ...node, able: countOwners(deciders) }))
}

/** For how many owners of a node people can approve at once, each for another one. */
export async function ownersAble(db: EntityManager, nodeDid: string): Promise<number> {
  const rows = await db.query<{ person_id: string; owner_id: string }[]>(
    `SELECT k.person_id, k.owner_id FROM node_deciders k JOIN people p ON p.id = k.person_id
     WHERE k.node_did = $1 AND p.role IN ('approver', 'admin')`,
    [nodeDid],
  )
  return countOwners(rows.map((row) => [row.person_id, row.owner_id]))
}

/** Of pairs of a person and an owner for whom they decide. */
function countOwners(deciders: readonly [string, string][]): number {
  const owners = new Map<string, Set<string>>()
  for (const [person, owner] of deciders) owners.set(person, (owners.get(person) ?? new Set()).add(owner))
  return countPersons(owners)
}

/** How many nodes a rule's label matches, and on how many of those at least `owners` owners can be given. */
export async function nodesUnderRule(
  db: EntityManager,
  rule: Condition,
): Promise<{ nodes: number; able: number }> {
  const nodes = await matchedNodes(db, rule)
  return { nodes: nodes.length, able: nodes.filter(({ able }) => able >= rule.owners).length }
}

/** The nodes that a rule's label matches and on which fewer than `owners` owners can be given; `all`: all of them. */
export async function nodesShortOf(
  db: EntityManager,
  rule: Condition,
  all: boolean,
): Promise<{ node_did: string; name: string | null }[]> {
  const nodes = await matchedNodes(db, rule)
  return nodes
    .filter(({ able }) => all || able < rule.owners)
    .map(({ node_did, name }) => ({ node_did, name }))
}

/** Returns the id of the rule; null when the name is taken. `groupVotes`: how many votes it needs of each group. */
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

/** A rule by its id or name. */
export async function findRule(
  tx: EntityManager,
  idOrName: string,
): Promise<{ rule_id: string; name: string } | null> {
  const [row] = await tx.query<{ rule_id: string; name: string }[]>(
    `SELECT rule_id, name FROM approval_rules WHERE rule_id::text = lower($1) OR name = $1
     ORDER BY rule_id::text = lower($1) DESC LIMIT 1`,
    [idOrName],
  )
  return row ?? null
}

export async function deleteRule(tx: EntityManager, ruleId: string): Promise<void> {
  await tx.query(`DELETE FROM approval_rules WHERE rule_id = $1`, [ruleId])
}
