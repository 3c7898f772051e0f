import type { EntityManager } from 'typeorm'

/** Makes somebody an owner of a node; nothing changes when they are one. Returns whether they are new. */
export async function addOwner(tx: EntityManager, nodeDid: string, personId: string): Promise<boolean> {
  const added = await tx.query<unknown[]>(
    `INSERT INTO node_owners (node_did, person_id) VALUES ($1, $2)
     ON CONFLICT (node_did, person_id) DO NOTHING RETURNING 1`,
    [nodeDid, personId],
  )
  return added.length > 0
}

/** Takes an owner away, with the delegations that they gave; false when they were none. */
export async function removeOwner(tx: EntityManager, nodeDid: string, personId: string): Promise<boolean> {
  const [, removed] = await tx.query<[unknown[], number]>(
    `DELETE FROM node_owners WHERE node_did = $1 AND person_id = $2`,
    [nodeDid, personId],
  )
  return removed > 0
}

export const isOwner = async (tx: EntityManager, nodeDid: string, personId: string): Promise<boolean> =>
  (
    await tx.query<unknown[]>(`SELECT 1 FROM node_owners WHERE node_did = $1 AND person_id = $2`, [
      nodeDid,
      personId,
    ])
  ).length > 0
