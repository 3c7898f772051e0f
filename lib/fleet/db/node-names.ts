import type { EntityManager } from 'typeorm'
import { Parameters } from '@/lib/db/connection/parameters'
import type { Viewer } from '@/lib/kernel/role'
import { visibleSql } from './visibility'

/** The names of those of these nodes that have one and that the viewer may see, by DID. */
export async function readNodeNames(
  db: EntityManager,
  viewer: Viewer,
  dids: readonly string[],
): Promise<Record<string, string>> {
  const parameters = new Parameters()
  const rows = await db.query<{ did: string; name: string }[]>(
    `SELECT n.node_did AS did, n.name FROM nodes n
     WHERE n.node_did = ANY (${parameters.add(dids)}) AND n.name IS NOT NULL AND ${visibleSql('n.node_did', viewer, parameters)}`,
    parameters.values,
  )
  return Object.fromEntries(rows.map(({ did, name }) => [did, name]))
}
