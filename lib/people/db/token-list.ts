import type { EntityManager } from 'typeorm'
import { contains, Parameters } from '@/lib/db/connection/parameters'
import type { Scope } from '@/lib/kernel/scope'
import { usefulAmong } from '@/lib/people/domain/scopes'
import type { TokenState } from '@/lib/people/domain/token-state'

/** A token as it is listed: who has it, and how long it works. The token itself is stored nowhere. */
export type ListedToken = {
  token_id: string
  name: string | null
  node_did: string | null
  node_name: string | null
  /** Of the person who has it. */
  person_id: string | null
  person_did: string | null
  person_name: string | null
  email: string | null
  scopes: readonly Scope[]
  created_at: Date
  expires_at: Date | null
  revoked_at: Date | null
  last_used_at: Date | null
  state: TokenState
  /** `created_at` with microseconds, for the next page. */
  cursor_at: string
}

/** `ofPerson`: only the tokens of the person with this id. */
export type TokenFilter = {
  ofPerson?: string | undefined
  q?: string | undefined
  state?: TokenState | undefined
  node?: string | undefined
}

const stateSql = `CASE WHEN t.revoked_at IS NOT NULL THEN 'revoked' WHEN t.expires_at <= now() THEN 'expired'
                        WHEN p.disabled_at IS NOT NULL THEN 'disabled' ELSE 'valid' END`

const joined = `tokens t LEFT JOIN people p ON p.id = t.person_id LEFT JOIN nodes n ON n.node_did = t.node_did`

function matchSql({ ofPerson, q, node }: TokenFilter, { add }: Parameters): string {
  const parts = ['true']
  if (ofPerson !== undefined) parts.push(`t.person_id = ${add(ofPerson)}`)
  if (node !== undefined) parts.push(`t.node_did = ${add(node)}`)
  if (q) {
    const like = `ILIKE ${add(contains(q))}`
    const texts = ['t.name', 't.node_did', 'n.name', 'p.name', 'p.email', 'p.did', 't.token_id::text']
    parts.push(`(${texts.map((text) => `${text} ${like}`).join(' OR ')})`)
  }
  return parts.join(' AND ')
}

/** Tokens, newest first, after the cursor; all of them without a limit. */
export async function readTokens(
  db: EntityManager,
  filter: TokenFilter,
  page: { after: { at: string; id: string } | null; limit: number } | null = null,
): Promise<ListedToken[]> {
  const parameters = new Parameters()
  const { add, values } = parameters
  const state = filter.state === undefined ? 'true' : `${stateSql} = ${add(filter.state)}`
  const after = page?.after
    ? `(t.created_at, t.token_id) < (${add(page.after.at)}::timestamptz, ${add(page.after.id)}::uuid)`
    : 'true'
  const rows = await db.query<ListedToken[]>(
    `SELECT t.token_id, t.name, t.node_did, n.name AS node_name, p.id AS person_id, p.did AS person_did, p.name AS person_name,
            p.email, t.scopes, t.created_at, t.expires_at, t.revoked_at, t.last_used_at, ${stateSql} AS state,
            to_char(t.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS cursor_at
     FROM ${joined} WHERE ${matchSql(filter, parameters)} AND ${state} AND ${after}
     ORDER BY t.created_at DESC, t.token_id DESC ${page ? `LIMIT ${Math.trunc(page.limit)}` : ''}`,
    values,
  )
  return rows.map((row) => ({
    ...row,
    scopes: usefulAmong(row.node_did === null ? 'person' : 'agent', row.scopes),
  }))
}

/** How many tokens of each state match the rest of the filter. */
export async function countTokens(
  db: EntityManager,
  filter: TokenFilter,
): Promise<Record<TokenState, number>> {
  const parameters = new Parameters()
  const rows = await db.query<{ state: TokenState; tokens: number }[]>(
    `SELECT ${stateSql} AS state, count(*)::int AS tokens FROM ${joined} WHERE ${matchSql(filter, parameters)} GROUP BY 1`,
    parameters.values,
  )
  const counts = { valid: 0, disabled: 0, expired: 0, revoked: 0 }
  for (const { state, tokens } of rows) counts[state] = tokens
  return counts
}
