import type { EntityManager } from 'typeorm'
import { type Proof, proof, type Role, type Viewer } from '@/lib/kernel/role'
import type { Scope } from '@/lib/kernel/scope'
import { usefulScopes } from '@/lib/people/domain/scopes'
import { newToken, tokenDigest } from './credentials'

/** Exactly one of them holds a token. */
export type TokenHolder = { nodeDid: string } | { personId: string }

export type NewToken = {
  holder: TokenHolder
  scopes: readonly Scope[]
  name: string | null
  expiresAt: Date | null
  /** The token that ends when this one is first used. */
  replaces: string | null
}

export const kindOf = (holder: TokenHolder): 'agent' | 'person' => ('nodeDid' in holder ? 'agent' : 'person')

/** Creates a token and returns it with its id; only its hash is stored. */
export async function addToken(db: EntityManager, made: NewToken): Promise<{ id: string; token: string }> {
  const token = newToken()
  const [row] = await db.query<{ id: string }[]>(`SELECT hakim_add_token($1, $2, $3, $4, $5, $6, $7) AS id`, [
    ...[tokenDigest(token), 'nodeDid' in made.holder ? made.holder.nodeDid : null],
    ...['personId' in made.holder ? made.holder.personId : null, made.name],
    ...[made.scopes, made.expiresAt, made.replaces],
  ])
  if (!row) throw new Error('PostgreSQL returned no token')
  return { id: row.id, token }
}

/** Creates a token with which its holder can do all that they may, and returns it. */
export async function insertToken(
  db: EntityManager,
  holder: TokenHolder,
  expiresAt: Date | null,
): Promise<string> {
  const scopes = usefulScopes[kindOf(holder)]
  return (await addToken(db, { holder, scopes, name: null, expiresAt, replaces: null })).token
}

export type FoundHolder = { viewer: Viewer } | { refused: 'unknown' | 'expired' | 'revoked' | 'disabled' }

type HolderRow = {
  token_hash: Buffer
  token_id: string
  node_did: string | null
  scopes: readonly Scope[]
  endsAt: Date | null
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
export async function tokenHolders(db: EntityManager, tokens: readonly string[]): Promise<FoundHolder[]> {
  const digests = tokens.map(tokenDigest)
  const rows = await db.query<HolderRow[]>(
    `SELECT t.token_hash, t.token_id, t.node_did, t.scopes, t.expires_at AS "endsAt", p.id, p.did, p.name, p.role,
            coalesce(t.expires_at <= now(), false) AS expired, t.revoked_at IS NOT NULL AS revoked,
            p.disabled_at IS NOT NULL AS disabled,
            coalesce(t.last_used_at < now() - interval '1 minute', true) AS stale
     FROM tokens t LEFT JOIN people p ON p.id = t.person_id WHERE t.token_hash = ANY($1)`,
    [digests],
  )
  const used = rows.filter((row) => row.stale && refusalOf(row) === null)
  if (used.length > 0)
    await noteUse(
      db,
      used.map(({ token_id }) => token_id),
    )
  const found = new Map(rows.map((row) => [row.token_hash.toString('hex'), row]))
  return tokens.map((token, at) => {
    const row = found.get(digests[at]?.toString('hex') ?? '')
    return row ? stateOf(row, { kind: 'token', secret: token }) : { refused: 'unknown' }
  })
}

/** The first use of a token ends the one that it replaces. */
const noteUse = (db: EntityManager, ids: readonly string[]): Promise<unknown> =>
  db.query(`SELECT hakim_tokens_used($1)`, [ids])

function refusalOf(row: HolderRow): 'expired' | 'revoked' | 'disabled' | null {
  if (row.revoked) return 'revoked'
  if (row.expired) return 'expired'
  return row.disabled ? 'disabled' : null
}

function stateOf(row: HolderRow, shown: Proof): FoundHolder {
  const refused = refusalOf(row)
  if (refused) return { refused }
  const { id, did, name, role, scopes, endsAt } = row
  const limited = { scopes, endsAt, [proof]: shown }
  if (row.node_did !== null)
    return { viewer: { kind: 'agent', nodeDid: row.node_did, tokenId: row.token_id, ...limited } }
  if (id !== null && did !== null && name !== null && role !== null)
    return { viewer: { kind: 'person', id, did, name, role, ...limited } }
  return { refused: 'unknown' }
}

export async function tokenHolder(db: EntityManager, token: string): Promise<FoundHolder> {
  const [state] = await tokenHolders(db, [token])
  return state ?? { refused: 'unknown' }
}

type KeptToken = {
  node_did: string | null
  person_id: string | null
  name: string | null
  scopes: readonly Scope[]
  ended: boolean
}

/** A token that is about to change, locked; null when there is none with this id. */
export async function lockToken(tx: EntityManager, tokenId: string): Promise<KeptToken | null> {
  const [row] = await tx.query<KeptToken[]>(
    `SELECT node_did, person_id, name, scopes,
            revoked_at IS NOT NULL OR coalesce(expires_at <= now(), false) AS ended
     FROM tokens WHERE token_id = $1 FOR UPDATE`,
    [tokenId],
  )
  return row ?? null
}

/** Lets a token end after so many seconds, if it does not end sooner anyway. */
export async function shortenToken(tx: EntityManager, tokenId: string, seconds: number): Promise<Date> {
  const [row] = await tx.query<{ ends: Date | null }[]>(`SELECT hakim_shorten_token($1, $2) AS ends`, [
    tokenId,
    seconds,
  ])
  if (!row?.ends) throw new Error(`The locked token ${tokenId} is gone`)
  return row.ends
}

/** Ends all tokens of a node's agent for good; returns how many. */
export async function endTokensOf(tx: EntityManager, nodeDid: string): Promise<number> {
  const [row] = await tx.query<{ ended: number }[]>(`SELECT hakim_end_tokens_of($1) AS ended`, [nodeDid])
  return row?.ended ?? 0
}

/** Ends a token for good. Returns when, the first time as well as later; null when there is no such token. */
export async function endToken(tx: EntityManager, tokenId: string): Promise<Date | null> {
  const [row] = await tx.query<{ ended: Date | null }[]>(`SELECT hakim_end_token($1) AS ended`, [tokenId])
  return row?.ended ?? null
}
