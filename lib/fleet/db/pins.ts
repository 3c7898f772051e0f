import type { EntityManager } from 'typeorm'

/** More than anybody keeps an eye on. */
export const mostPinned = 200

/** Pins a node for a person, or no longer; false if they have too many pins already. */
export async function setPin(
  tx: EntityManager,
  personId: string,
  did: string,
  pinned: boolean,
): Promise<boolean> {
  if (!pinned) {
    await tx.query(`DELETE FROM pinned_nodes WHERE person_id = $1 AND node_did = $2`, [personId, did])
    return true
  }
  const rows = await tx.query<{ pinned: boolean }[]>(
    `WITH kept AS (SELECT node_did FROM pinned_nodes WHERE person_id = $1),
          added AS (INSERT INTO pinned_nodes (person_id, node_did)
                    SELECT $1, $2 WHERE (SELECT count(*) FROM kept) < $3 ON CONFLICT DO NOTHING RETURNING 1)
     SELECT EXISTS (SELECT FROM added) OR EXISTS (SELECT FROM kept WHERE node_did = $2) AS pinned`,
    [personId, did, mostPinned],
  )
  return rows[0]?.pinned ?? false
}

/** The DIDs of the nodes that a person has pinned, the newest pin first. */
export async function readPins(db: EntityManager, personId: string): Promise<string[]> {
  const rows = await db.query<{ node_did: string }[]>(
    `SELECT node_did FROM pinned_nodes WHERE person_id = $1 ORDER BY pinned_at DESC, node_did`,
    [personId],
  )
  return rows.map(({ node_did }) => node_did)
}
