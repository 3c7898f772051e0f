import type { EntityManager } from 'typeorm'
import { contains } from './statement'

/** Something that the fleet can be narrowed to, and how many nodes have it. */
export type ChoiceRow = { value: string; name: string; nodes: number }

/** The labels that occur, as `key:value`, the most frequent first; `q` narrows them. */
export const readLabels = (db: EntityManager, q: string, limit: number): Promise<ChoiceRow[]> =>
  db.query(
    `SELECT label AS value, label AS name, count(*)::int AS nodes
     FROM nodes n
     CROSS JOIN LATERAL jsonb_each(CASE WHEN jsonb_typeof(n.labels) = 'object' THEN n.labels END) e
     CROSS JOIN LATERAL (SELECT e.key || ':' || (e.value #>> '{}') AS label) t
     WHERE jsonb_typeof(e.value) = 'string' AND label ILIKE $1
     GROUP BY label ORDER BY nodes DESC, label COLLATE hakim_names, label COLLATE "C" LIMIT $2`,
    [contains(q), limit],
  )

/** The owners of nodes by DID, those of the most nodes first; `q` narrows them by name or DID. */
export const readOwners = (db: EntityManager, q: string, limit: number): Promise<ChoiceRow[]> =>
  db.query(
    `SELECT p.did AS value, p.name, count(*)::int AS nodes
     FROM node_owners o JOIN people p ON p.id = o.person_id
     WHERE p.name ILIKE $1 OR p.did ILIKE $1
     GROUP BY p.did, p.name ORDER BY nodes DESC, p.name COLLATE hakim_names, p.did COLLATE "C" LIMIT $2`,
    [contains(q), limit],
  )
