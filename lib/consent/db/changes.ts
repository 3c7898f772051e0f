import type { EntityManager } from 'typeorm'
import type { ChangeKind, ConsentChange } from '@/lib/consent/domain/changes'
import { Parameters } from '@/lib/db/connection/parameters'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { PersonViewer } from '@/lib/kernel/role'

const columns = `c.change_id, c.kind, c.node_did, c.what, c.reason, a.did AS asked_by, c.asked_at, c.due_at, c.state,
  d.did AS decided_by, c.decided_at, c.done_at, c.document, c.digest, c.signed`
const from = `consent_changes c LEFT JOIN people a ON a.id = c.asked_by LEFT JOIN people d ON d.id = c.decided_by`

/** The rule that a change is about, as the functions of PostgreSQL take it. */
const ruleOf = `(c.what ->> 'rule_id')::uuid`

/** What is to be changed; `node` is null for a rule. */
export type Wanted = { kind: ChangeKind; node: string | null; what: JsonObject }

/** Whether the owners have to be asked: the nodes have some, and something of theirs changes. */
export async function concernsOwners(tx: EntityManager, { kind, node, what }: Wanted): Promise<boolean> {
  const [row] = await tx.query<{ concerned: boolean }[]>(
    `SELECT EXISTS (SELECT FROM hakim_change_nodes($2, ($3::jsonb ->> 'rule_id')::uuid)) AND CASE $1
       WHEN 'add_owner' THEN NOT EXISTS (
         SELECT FROM node_owners WHERE node_did = $2 AND person_id = $3::jsonb ->> 'person_id')
       WHEN 'remove_owner' THEN EXISTS (
         SELECT FROM node_owners WHERE node_did = $2 AND person_id = $3::jsonb ->> 'person_id')
       WHEN 'restrict' THEN EXISTS (
         SELECT FROM nodes WHERE node_did = $2 AND restricted <> ($3::jsonb ->> 'restricted')::boolean)
       WHEN 'label' THEN EXISTS (
         SELECT FROM nodes n, approval_rules r WHERE n.node_did = $2 AND hakim_rule_matches(r, n.labels)
           AND NOT hakim_rule_matches(r, $3::jsonb -> 'labels'))
       WHEN 'change_rule' THEN hakim_rule_asks_less($3::jsonb -> 'was', $3::jsonb -> 'is')
       ELSE true END AS concerned`,
    [kind, node, JSON.stringify(what)],
  )
  return row?.concerned ?? false
}

/** Whether this person, enabled, owns one of the nodes that it is about; with `all`, each of them. */
export async function ownsConcerned(
  tx: EntityManager,
  personId: string,
  { node, what }: Pick<Wanted, 'node' | 'what'>,
  all: boolean,
): Promise<boolean> {
  const [row] = await tx.query<{ owns: boolean }[]>(
    `SELECT hakim_owns_changed($1, $2, ($3::jsonb ->> 'rule_id')::uuid, $4) AS owns`,
    [personId, node, JSON.stringify(what), all],
  )
  return row?.owns ?? false
}

/** The same change that is asked about already; `ready`: nothing stands against it any more. */
export async function openChange(
  tx: EntityManager,
  { kind, node, what }: Wanted,
): Promise<{ change_id: string; due_at: Date; ready: boolean } | null> {
  const [row] = await tx.query<{ change_id: string; due_at: Date; ready: boolean }[]>(
    `SELECT change_id, due_at, state = 'agreed' OR due_at <= clock_timestamp() AS ready FROM consent_changes
     WHERE kind = $1 AND node_did IS NOT DISTINCT FROM $2 AND what = $3 AND state IN ('waiting', 'agreed')`,
    [kind, node, JSON.stringify(what)],
  )
  return row ?? null
}

export async function insertChange(
  tx: EntityManager,
  { kind, node, what }: Wanted,
  by: { askedBy: string | null; reason: string | null },
): Promise<string> {
  const [row] = await tx.query<{ change_id: string }[]>(
    `SELECT hakim_ask_change($1, $2, $3, $4, $5) AS change_id`,
    [kind, node, JSON.stringify(what), by.reason, by.askedBy],
  )
  if (!row) throw new Error('PostgreSQL returned no change')
  return row.change_id
}

export async function decideChangeRow(
  tx: EntityManager,
  changeId: string,
  decision: {
    state: 'agreed' | 'refused' | 'withdrawn'
    by: string
    keyId: string | null
    signed: JsonObject | null
  },
): Promise<void> {
  await tx.query(`SELECT hakim_decide_change($1, $2, $3, $4, $5)`, [
    changeId,
    decision.state,
    decision.by,
    decision.keyId,
    decision.signed && JSON.stringify(decision.signed),
  ])
}

/** False if it is not to be carried out. */
export async function applyChange(tx: EntityManager, changeId: string): Promise<boolean> {
  const [row] = await tx.query<{ applied: boolean }[]>(`SELECT hakim_apply_change($1) AS applied`, [changeId])
  return row?.applied ?? false
}

/** The changes that nobody refused in time, or that an owner agreed to, but for `tried`; the oldest first. */
export async function dueChanges(db: EntityManager, tried: readonly string[] = []): Promise<string[]> {
  const rows = await db.query<{ change_id: string }[]>(
    `SELECT change_id FROM consent_changes
     WHERE (state = 'agreed' OR state = 'waiting' AND due_at <= clock_timestamp()) AND change_id <> ALL ($1)
     ORDER BY asked_at LIMIT 200`,
    [tried],
  )
  return rows.map(({ change_id }) => change_id)
}

export async function readChange(db: EntityManager, changeId: string): Promise<ConsentChange | null> {
  const [row] = await db.query<ConsentChange[]>(
    `SELECT ${columns} FROM ${from} WHERE c.change_id::text = lower($1)`,
    [changeId],
  )
  return row ?? null
}

/** A change with names, and what its viewer can do about it. */
export type ListedChange = ConsentChange & {
  names: Record<'node' | 'asked_by' | 'decided_by' | 'person', string | null>
  mine: boolean
  all_mine: boolean
}

/** How many are shown of those that are over. Those that wait are shown all: many others must not hide one from its owners. */
const most = 100

/**
 * Those that wait, then what became of others, the latest first; of nodes that the viewer may see. `node`: of this node and of
 * the rules for it.
 */
export function readChanges(
  db: EntityManager,
  viewer: PersonViewer,
  filter: { node?: string; waitingForViewer?: boolean } = {},
): Promise<ListedChange[]> {
  const parameters = new Parameters()
  const person = parameters.add(viewer.id)
  const node = parameters.add(filter.node ?? null)
  const visible = visibleSql('c.node_did', viewer, parameters)
  return db.query(
    `SELECT ${columns}, jsonb_build_object('node', n.name, 'asked_by', a.name, 'decided_by', d.name, 'person', s.name) AS names,
            hakim_owns_changed(${person}, c.node_did, ${ruleOf}, false) AS mine,
            hakim_owns_changed(${person}, c.node_did, ${ruleOf}, true) AS all_mine
     FROM ${from} LEFT JOIN nodes n ON n.node_did = c.node_did LEFT JOIN people s ON s.id = c.what ->> 'person_id'
     WHERE (c.node_did IS NULL OR ${visible})
       AND (${node}::text IS NULL OR c.node_did = ${node}
            OR EXISTS (SELECT FROM hakim_change_nodes(NULL, ${ruleOf}) AS r (did) WHERE r.did = ${node}))
       ${filter.waitingForViewer ? `AND c.state = 'waiting' AND hakim_owns_changed(${person}, c.node_did, ${ruleOf}, false)` : ''}
     ORDER BY c.state <> 'waiting', c.asked_at DESC
     LIMIT ${most} + (SELECT count(*) FROM consent_changes WHERE state = 'waiting')`,
    parameters.values,
  )
}

/**
 * The addresses of the owners who can refuse it: of whoever asked, too, if they have a key to sign with, as somebody else may have asked in
 * their name without it.
 */
export async function ownersToTell(
  db: EntityManager,
  changeId: string,
): Promise<{ email: string; name: string }[]> {
  return db.query(
    `SELECT DISTINCT p.email, p.name FROM consent_changes c
     CROSS JOIN LATERAL hakim_change_nodes(c.node_did, ${ruleOf}) AS r (did)
     JOIN node_owners o ON o.node_did = r.did JOIN people p ON p.id = o.person_id
     WHERE c.change_id = $1 AND p.disabled_at IS NULL
       AND (p.id IS DISTINCT FROM c.asked_by OR EXISTS (
         SELECT FROM consent_keys k WHERE k.person_id = p.id AND k.revoked_at IS NULL AND coalesce(k.expires_at > now(), true)))
     ORDER BY p.email`,
    [changeId],
  )
}
