import type { EntityManager } from 'typeorm'
import { Token } from '@/lib/db/entities/token'
import type { Role, Viewer } from '@/lib/kernel/role'
import { newToken, tokenDigest } from './credentials'

/** Creates a token for a node or a person and returns it; only its hash is stored. */
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

export type TokenState = { viewer: Viewer } | { refused: 'unknown' | 'expired' | 'revoked' | 'disabled' }

type HolderRow = {
  token_hash: Buffer
  token_id: string
  node_did: string | null
  id: string | null
  did: string | null
  name: string | null
  role: Role | null
  expired: boolean
  revoked: boolean
  /** The person who has it. */
  disabled: boolean
  stale: boolean
}

/** Who holds each of these tokens, read on every call, so that a revocation counts at once. */
export async function tokenHolders(db: EntityManager, tokens: readonly string[]): Promise<TokenState[]> {
  const digests = tokens.map(tokenDigest)
  const rows = await db.query<HolderRow[]>(
    `SELECT t.token_hash, t.token_id, t.node_did, p.id, p.did, p.name, p.role,
            coalesce(t.expires_at <= now(), false) AS expired, t.revoked_at IS NOT NULL AS revoked,
            p.disabled_at IS NOT NULL AS disabled,
            coalesce(t.last_used_at < now() - interval '1 minute', true) AS stale
     FROM tokens t LEFT JOIN people p ON p.id = t.person_id WHERE t.token_hash = ANY($1)`,
    [digests],
  )
  const used = rows.filter((row) => row.stale && 'viewer' in stateOf(row))
  if (used.length > 0)
    await db.query(
      `UPDATE tokens SET last_used_at = now() WHERE token_id IN (
         SELECT token_id FROM tokens WHERE token_id = ANY($1) ORDER BY token_id FOR UPDATE SKIP LOCKED)`,
      [used.map(({ token_id }) => token_id)],
    )
  const states = new Map(rows.map((row) => [row.token_hash.toString('hex'), stateOf(row)]))
  return digests.map((digest) => states.get(digest.toString('hex')) ?? { refused: 'unknown' })
}

function stateOf(row: HolderRow): TokenState {
  if (row.revoked) return { refused: 'revoked' }
  if (row.expired) return { refused: 'expired' }
  if (row.disabled) return { refused: 'disabled' }
  if (row.node_did !== null)
    return { viewer: { kind: 'agent', nodeDid: row.node_did, tokenId: row.token_id } }
  if (row.id !== null && row.did !== null && row.name !== null && row.role !== null)
    return { viewer: { kind: 'person', id: row.id, did: row.did, name: row.name, role: row.role } }
  return { refused: 'unknown' }
}

export async function tokenHolder(db: EntityManager, token: string): Promise<TokenState> {
  const [state] = await tokenHolders(db, [token])
  return state ?? { refused: 'unknown' }
}

/** A token as it is listed: who has it, and how long it works. The token itself is stored nowhere. */
export type ListedToken = {
  token_id: string
  node_did: string | null
  /** Of the person who has it. */
  email: string | null
  created_at: Date
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
  state: 'valid' | 'expired' | 'revoked'
}

/** All tokens, newest first. */
export const readTokens = (db: EntityManager): Promise<ListedToken[]> =>
  db.query(
    `SELECT t.token_id, t.node_did, p.email, t.created_at, t.expires_at, t.revoked_at, t.last_used_at,
            CASE WHEN t.revoked_at IS NOT NULL THEN 'revoked' WHEN t.expires_at <= now() THEN 'expired' ELSE 'valid' END
              AS state
     FROM tokens t LEFT JOIN people p ON p.id = t.person_id ORDER BY t.created_at DESC, t.token_id`,
  )

/** Ends a token for good. Returns when, the first time as well as later; null when there is no such token. */
export async function endToken(tx: EntityManager, tokenId: string): Promise<Date | null> {
  const [[row]] = await tx.query<[{ revoked_at: Date }[], number]>(
    `UPDATE tokens SET revoked_at = coalesce(revoked_at, now()) WHERE token_id = $1 RETURNING revoked_at`,
    [tokenId],
  )
  return row?.revoked_at ?? null
}
