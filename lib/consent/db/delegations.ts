import type { EntityManager } from 'typeorm'
import { mostDelegated } from '@/lib/consent/domain/delegation-calls'
import type { DelegableNode, OwnDelegation } from '@/lib/consent/domain/own-delegations'
import { Parameters } from '@/lib/db/connection/parameters'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { PersonViewer } from '@/lib/kernel/role'
import type { SignedDelegation } from '@/lib/signing/domain/delegation'

type NewDelegation = {
  nodeDid: string
  ownerId: string
  delegateId: string
  /** ISO 8601; null: now. */
  from: string | null
  until: string
  /** Null: its owner has no key. */
  signed: { keyId: string; signed: SignedDelegation } | null
}

/** Returns the id of the delegation. */
export async function insertDelegation(tx: EntityManager, delegation: NewDelegation): Promise<string> {
  const { nodeDid, ownerId, delegateId, from, until, signed } = delegation
  const [row] = await tx.query<{ delegation_id: string }[]>(
    `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_from, valid_until, key_id, signed)
     VALUES ($1, $2, $3, coalesce($4::timestamptz, now()), $5, $6, $7) RETURNING delegation_id`,
    [nodeDid, ownerId, delegateId, from, until, signed?.keyId, signed && JSON.stringify(signed.signed)],
  )
  if (!row) throw new Error('PostgreSQL returned no delegation_id')
  return row.delegation_id
}

type DelegationRow = { owner_id: string; delegate_id: string; ended: boolean }

/** One delegation of a node, locked. */
export async function lockDelegation(
  tx: EntityManager,
  nodeDid: string,
  delegationId: string,
): Promise<DelegationRow | null> {
  const [row] = await tx.query<DelegationRow[]>(
    `SELECT owner_id, delegate_id, revoked_at IS NOT NULL OR valid_until <= now() AS ended
     FROM delegations WHERE node_did = $1 AND delegation_id = $2 FOR UPDATE`,
    [nodeDid, delegationId],
  )
  return row ?? null
}

export async function revokeDelegation(tx: EntityManager, delegationId: string): Promise<void> {
  await tx.query(`UPDATE delegations SET revoked_at = now() WHERE delegation_id = $1`, [delegationId])
}

export async function nodeOfDelegation(db: EntityManager, delegationId: string): Promise<string | null> {
  const [row] = await db.query<{ node_did: string }[]>(
    `SELECT node_did FROM delegations WHERE delegation_id = $1`,
    [delegationId],
  )
  return row?.node_did ?? null
}

/** The nodes that a person owns, by name; `countsNone`: its agent says that it counts no delegates. */
export const readDelegable = (db: EntityManager, personId: string): Promise<DelegableNode[]> =>
  db.query(
    `SELECT n.node_did AS did, n.name, coalesce(n.consent -> 'delegation' = 'false', false) AS "countsNone"
     FROM nodes n JOIN node_owners o USING (node_did) WHERE o.person_id = $1 AND n.retired_at IS NULL
     ORDER BY coalesce(n.name, n.node_did) COLLATE hakim_names, n.node_did COLLATE "C" LIMIT ${mostDelegated}`,
    [personId],
  )

/** What somebody has delegated, and what was delegated to them, that holds now or later, on nodes that they may see. */
export function readOwnDelegations(db: EntityManager, viewer: PersonViewer): Promise<OwnDelegation[]> {
  const parameters = new Parameters()
  const person = parameters.add(viewer.id)
  const visible = visibleSql('d.node_did', viewer, parameters)
  return db.query(
    `SELECT d.delegation_id AS "delegationId", d.owner_id = ${person} AS given, d.signed IS NOT NULL AS signed,
            jsonb_build_object('did', n.node_did, 'name', n.name) AS node, jsonb_build_object('did', p.did, 'name', p.name) AS person,
            d.valid_from AS from, d.valid_until AS until
     FROM delegations d JOIN nodes n USING (node_did)
     JOIN people p ON p.id = CASE d.owner_id WHEN ${person} THEN d.delegate_id ELSE d.owner_id END
     WHERE ${person} IN (d.owner_id, d.delegate_id) AND d.revoked_at IS NULL AND d.valid_until > now() AND ${visible}
     ORDER BY d.valid_from, coalesce(n.name, n.node_did) COLLATE hakim_names, d.delegation_id`,
    parameters.values,
  )
}
