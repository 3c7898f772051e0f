import type { EntityManager } from 'typeorm'

/** Makes somebody an owner of a node; nothing changes when they are one. */
export async function addOwner(tx: EntityManager, nodeDid: string, personId: string): Promise<void> {
  await tx.query(
    `INSERT INTO node_owners (node_did, person_id) VALUES ($1, $2) ON CONFLICT (node_did, person_id) DO NOTHING`,
    [nodeDid, personId],
  )
}
