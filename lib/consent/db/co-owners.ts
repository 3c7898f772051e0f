import type { EntityManager } from 'typeorm'

/** Who owns nodes together with a person, without the disabled, each with the names of those nodes. */
export const coOwners = (
  db: EntityManager,
  personId: string,
): Promise<{ email: string; name: string; nodes: string[] }[]> =>
  db.query(
    `SELECT p.email, p.name, array_agg(coalesce(n.name, n.node_did)::text ORDER BY coalesce(n.name, n.node_did) COLLATE "C") AS nodes
     FROM node_owners mine JOIN node_owners o USING (node_did) JOIN nodes n USING (node_did)
     JOIN people p ON p.id = o.person_id
     WHERE mine.person_id = $1 AND o.person_id <> $1 AND p.disabled_at IS NULL
     GROUP BY p.id ORDER BY p.email`,
    [personId],
  )
