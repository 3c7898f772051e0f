import type { EntityManager } from 'typeorm'
import type { Role, Viewer } from '@/lib/domain/role'
import { newToken, tokenDigest } from './credentials'
import { Token } from './entities/token'

/** Makes a token for a node or a person and returns it; afterwards only its hash is known. */
export async function insertToken(
  db: EntityManager,
  holder: { nodeDid: string } | { personId: string },
  expiresAt: Date | null,
): Promise<string> {
  const token = newToken()
  await db.insert(Token, {
    token_hash: tokenDigest(token),
    node_did: 'nodeDid' in holder ? holder.nodeDid : null,
    person_id: 'personId' in holder ? holder.personId : null,
    expires_at: expiresAt,
  })
  return token
}

export type TokenState = { viewer: Viewer } | { refused: 'unknown' | 'expired' | 'revoked' }

type HolderRow = {
  token_id: string
  node_did: string | null
  id: string | null
  did: string | null
  name: string | null
  role: Role | null
  expired: boolean
  revoked: boolean
}

/** Who holds this token, read anew at each call, so that a revocation counts at once. */
export async function tokenHolder(db: EntityManager, token: string): Promise<TokenState> {
  const [row] = await db.query<HolderRow[]>(
    `SELECT t.token_id, t.node_did, p.id, p.did, p.name, p.role,
            coalesce(t.expires_at <= now(), false) AS expired, t.revoked_at IS NOT NULL AS revoked
     FROM tokens t LEFT JOIN people p ON p.id = t.person_id WHERE t.token_hash = $1`,
    [tokenDigest(token)],
  )
  if (!row) return { refused: 'unknown' }
  if (row.revoked) return { refused: 'revoked' }
  if (row.expired) return { refused: 'expired' }
  await db.query(
    `UPDATE tokens SET last_used_at = now()
     WHERE token_id = $1 AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')`,
    [row.token_id],
  )
  if (row.node_did !== null)
    return { viewer: { kind: 'agent', nodeDid: row.node_did, tokenId: row.token_id } }
  if (row.id !== null && row.did !== null && row.name !== null && row.role !== null)
    return { viewer: { kind: 'person', id: row.id, did: row.did, name: row.name, role: row.role } }
  return { refused: 'unknown' }
}
