import type { EntityManager } from 'typeorm'
import { heardSql } from './state-sql'

export type ListedNode = {
  node_did: string
  name: string | null
  labels: unknown
  heard_at: Date | null
  retired_at: Date | null
  service_reason: string | null
}

/** All nodes in service, or all retired ones, by name, whoever may see them. */
export const readNodeList = (db: EntityManager, retired: boolean): Promise<ListedNode[]> =>
  db.query(
    `SELECT n.node_did, n.name, n.labels, ${heardSql('statement_timestamp()')} AS heard_at, n.retired_at, n.service_reason
     FROM nodes n LEFT JOIN node_latest l ON l.node_did = n.node_did
     WHERE n.retired_at IS ${retired ? 'NOT ' : ''}NULL
     ORDER BY coalesce(n.name, n.node_did) COLLATE hakim_names, n.node_did COLLATE "C"`,
  )
