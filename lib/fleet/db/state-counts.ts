import type { EntityManager } from 'typeorm'
import { stateSql } from './state-sql'

/** How many nodes in service are in each state, whoever may see them. */
export const countStates = (db: EntityManager): Promise<{ state: string; nodes: number }[]> =>
  db.query<{ state: string; nodes: number }[]>(
    `SELECT s.state, count(*)::int AS nodes
     FROM nodes n LEFT JOIN node_latest l ON l.node_did = n.node_did
     CROSS JOIN LATERAL (SELECT ${stateSql('statement_timestamp()')} AS state) s
     WHERE n.retired_at IS NULL GROUP BY 1`,
  )
