import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import type { DataSource } from 'typeorm'
import { addOwner } from '@/lib/fleet/db/owners'
import { endTokensOf, insertToken } from '@/lib/people/db/tokens'

/**
 * Local mode: registers this machine with `ownerId` as its owner and returns a token for its agent. Each start issues a
 * new token and revokes earlier ones; a machine that is known keeps its name, labels and owners.
 */
export async function ensureLocalNode(
  db: DataSource,
  ownerId: string,
): Promise<{ did: string; token: string }> {
  const name = hostname().slice(0, 100)
  const did = `did:kos:local:${createHash('sha256').update(name).digest('hex').slice(0, 24)}`
  return db.transaction(async (tx) => {
    const added = await tx.query<unknown[]>(
      `INSERT INTO nodes (node_did, name, labels) VALUES ($1, $2, '{"where": "this machine"}')
       ON CONFLICT (node_did) DO NOTHING RETURNING 1`,
      [did, name],
    )
    if (added.length > 0) await addOwner(tx, did, ownerId)
    await endTokensOf(tx, did)
    return { did, token: await insertToken(tx, { nodeDid: did }, null) }
  })
}
