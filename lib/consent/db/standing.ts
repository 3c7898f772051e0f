import type { EntityManager } from 'typeorm'

/** A person's relation to a node, and how many people own it. */
export type NodeStanding = { owner: boolean; delegate: boolean; owners: number }

/** Locks the node until the transaction ends; null when there is none. */
export async function standingOn(
  tx: EntityManager,
  nodeDid: string,
  personId: string | null,
): Promise<NodeStanding | null> {
  const locked = await tx.query<unknown[]>(`SELECT 1 FROM nodes WHERE node_did = $1 FOR UPDATE`, [nodeDid])
  if (locked.length === 0) return null
  const [row] = await tx.query<NodeStanding[]>(
    `SELECT coalesce(bool_or(standing = 'owner' AND person_id = $2), false) AS owner,
            coalesce(bool_or(standing = 'delegate' AND person_id = $2), false) AS delegate,
            count(*) FILTER (WHERE standing = 'owner')::int AS owners
     FROM node_deciders WHERE node_did = $1`,
    [nodeDid, personId],
  )
  return row ?? null
}
