import type { EntityManager } from 'typeorm'

/** Adds an owner to a node; returns false if they already were one. */
export async function addOwner(tx: EntityManager, nodeDid: string, personId: string): Promise<boolean> {
  const added = await tx.query<unknown[]>(
    `INSERT INTO node_owners (node_did, person_id) VALUES ($1, $2)
     ON CONFLICT (node_did, person_id) DO NOTHING RETURNING 1`,
    [nodeDid, personId],
  )
  return added.length > 0
}

/** Removes an owner and their delegations; returns false if they were not an owner. */
export async function removeOwner(tx: EntityManager, nodeDid: string, personId: string): Promise<boolean> {
  const [, removed] = await tx.query<[unknown[], number]>(
    `DELETE FROM node_owners WHERE node_did = $1 AND person_id = $2`,
    [nodeDid, personId],
  )
  return removed > 0
}

/** Whether somebody else owns the node who could decide on it: who is enabled, and at least an approver. */
export const hasOtherDecider = async (
  tx: EntityManager,
  nodeDid: string,
  personId: string,
): Promise<boolean> =>
  (
    await tx.query<unknown[]>(
      `SELECT 1 FROM node_owners o JOIN people p ON p.id = o.person_id
       WHERE o.node_did = $1 AND o.person_id <> $2 AND p.disabled_at IS NULL AND p.role IN ('approver', 'admin') LIMIT 1`,
      [nodeDid, personId],
    )
  ).length > 0

export const isOwner = async (tx: EntityManager, nodeDid: string, personId: string): Promise<boolean> =>
  (
    await tx.query<unknown[]>(`SELECT 1 FROM node_owners WHERE node_did = $1 AND person_id = $2`, [
      nodeDid,
      personId,
    ])
  ).length > 0
