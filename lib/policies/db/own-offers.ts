import type { EntityManager } from 'typeorm'
import type { OwnNode } from '@/lib/policies/domain/policy-page'

/** As many nodes as a policy can name. */
export const mostNodes = 500

const mine = `SELECT n.node_did, n.name, n.labels, n.tasks FROM nodes n JOIN node_owners o USING (node_did)
  WHERE o.person_id = $1 AND n.retired_at IS NULL
  ORDER BY coalesce(n.name, n.node_did) COLLATE hakim_names, n.node_did COLLATE "C" LIMIT $2`

/** The nodes that a person owns, by name. */
export const readOwnNodes = (db: EntityManager, personId: string, limit: number): Promise<OwnNode[]> =>
  db.query(`SELECT node_did AS did, name, labels FROM (${mine}) m`, [personId, limit])

/** What these nodes offer: each entry once, with the nodes that offer exactly it. */
export const readOwnOffers = (
  db: EntityManager,
  personId: string,
): Promise<{ entry: unknown; nodes: string[] }[]> =>
  db.query(
    `SELECT t.entry, array_agg(m.node_did) AS nodes
     FROM (${mine}) m CROSS JOIN LATERAL jsonb_array_elements(
       CASE WHEN jsonb_typeof(m.tasks) = 'array' THEN m.tasks END) t (entry)
     GROUP BY t.entry`,
    [personId, mostNodes],
  )
