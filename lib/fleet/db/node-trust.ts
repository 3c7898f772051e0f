import type { EntityManager } from 'typeorm'
import { type NodeTrust, nodeTrust } from '@/lib/fleet/domain/node-trust'

/** Whose signatures a node requires, as its agent announced it last; null: nobody's, as far as is known. */
export async function readTrust(db: EntityManager, nodeDid: string): Promise<NodeTrust | null> {
  const [row] = await db.query<{ consent: unknown }[]>(`SELECT consent FROM nodes WHERE node_did = $1`, [
    nodeDid,
  ])
  return nodeTrust.safeParse(row?.consent).data ?? null
}
