import type { EntityManager } from 'typeorm'
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
