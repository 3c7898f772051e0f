import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import type { DataSource } from 'typeorm'
import { Node } from '@/lib/db/entities/node'
import { addOwner } from '@/lib/fleet/db/owners'
import { endTokensOf, insertToken } from '@/lib/people/db/tokens'

/**
 * Local mode: registers this machine with `ownerId` as its owner and returns a token for its agent. Each start issues a
 * new token and revokes earlier ones.
 */
export async function ensureLocalNode(
  db: DataSource,
  ownerId: string,
): Promise<{ did: string; token: string }> {
  const name = hostname().slice(0, 100)
  const node_did = `did:kos:local:${createHash('sha256').update(name).digest('hex').slice(0, 24)}`
  return db.transaction(async (manager) => {
    await manager
      .createQueryBuilder()
      .insert()
      .into(Node)
      .values({ node_did, name, labels: { where: 'this machine' } })
      .orUpdate(['name', 'labels'], ['node_did'])
      .execute()
    await addOwner(manager, node_did, ownerId)
    await endTokensOf(manager, node_did)
    return { did: node_did, token: await insertToken(manager, { nodeDid: node_did }, null) }
  })
}
