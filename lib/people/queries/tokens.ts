import { database } from '@/lib/db/connection/server-database'
import { hasRole, type PersonViewer } from '@/lib/kernel/role'
import { decodeCursor, encodeCursor } from '@/lib/kernel/url/cursor'
import { countTokens, type ListedToken, readTokens, type TokenFilter } from '@/lib/people/db/token-list'
import type { TokenListRequest } from '@/lib/people/domain/token-calls'
import type { TokensPage } from '@/lib/people/domain/token-page'

/** Administrators see all tokens, everyone else their own. */
const visible = (viewer: PersonViewer): TokenFilter =>
  hasRole(viewer.role, 'admin') ? {} : { ofPerson: viewer.id }

async function pageOf(
  viewer: PersonViewer,
  { cursor, limit, ...filter }: TokenListRequest,
): Promise<{ rows: ListedToken[]; next: string | null }> {
  const { manager } = await database()
  const after = cursor === undefined ? null : decodeCursor(cursor)
  const found = await readTokens(manager, { ...filter, ...visible(viewer) }, { after, limit: limit + 1 })
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  const more = found.length > limit && last
  return { rows, next: more ? encodeCursor({ at: last.cursor_at, id: last.token_id }) : null }
}

/** A page of the tokens that this viewer may see, newest first, as the API writes them. */
export async function apiTokens(viewer: PersonViewer, request: TokenListRequest) {
  const { rows, next } = await pageOf(viewer, request)
  return {
    tokens: rows.map((row) => ({
      token_id: row.token_id,
      name: row.name,
      node_did: row.node_did,
      person_did: row.person_did,
      scopes: row.scopes,
      created_at: row.created_at,
      expires_at: row.expires_at,
      revoked_at: row.revoked_at,
      last_used_at: row.last_used_at,
      state: row.state,
    })),
    next_cursor: next,
  }
}

/** The same for the page, with how many there are of each state. */
export async function tokensPage(viewer: PersonViewer, request: TokenListRequest): Promise<TokensPage> {
  const { manager } = await database()
  const [{ rows, next }, counts] = await Promise.all([
    pageOf(viewer, request),
    countTokens(manager, { ...request, ...visible(viewer) }),
  ])
  return {
    tokens: rows.map((row) => ({
      id: row.token_id,
      name: row.name,
      node: row.node_did === null ? null : { did: row.node_did, name: row.node_name },
      person: row.person_did === null ? null : { did: row.person_did, name: row.person_name ?? '' },
      own: row.person_id === viewer.id,
      scopes: row.scopes,
      createdAt: row.created_at.toISOString(),
      expiresAt: row.expires_at?.toISOString() ?? null,
      revokedAt: row.revoked_at?.toISOString() ?? null,
      lastUsedAt: row.last_used_at?.toISOString() ?? null,
      state: row.state,
    })),
    next,
    counts,
    forNodes: hasRole(viewer.role, 'admin'),
  }
}
