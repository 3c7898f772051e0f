import type { DataSource } from 'typeorm'
import { database } from '@/lib/db/connection/server-database'
import { coalesce } from '@/lib/kernel/coalesce'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { Viewer } from '@/lib/kernel/role'
import { type FoundHolder, tokenHolders } from '@/lib/people/db/tokens'

const refusals = {
  unknown: 'Unknown token; create one with `hakim token create`.',
  expired: 'This token has expired; create a new one with `hakim token create`.',
  revoked: 'This token was revoked; create a new one with `hakim token create`.',
  disabled: 'The person who has this token is disabled; an administrator can enable them.',
} as const

type LookUp = (token: string) => Promise<FoundHolder>
const lookUps = new WeakMap<DataSource, LookUp>()

/** Looks up tokens; calls that arrive while a lookup is under way share the next one. */
function lookUpOf(db: DataSource): LookUp {
  const known = lookUps.get(db)
  if (known) return known
  const lookUp = coalesce<string, FoundHolder>({
    run: (tokens) => tokenHolders(db.manager, tokens),
    ...{ parallel: () => 2, worth: 100, room: 500 },
    sizeOf: () => 1,
  })
  lookUps.set(db, lookUp)
  return lookUp
}

/** The token of `Authorization: Bearer hk_…`, whose scheme may be in any case (RFC 9110); null if it is none. */
export function bearerToken(header: string): string | null {
  const token = /^bearer +(\S+)$/i.exec(header)?.[1] ?? ''
  return /^hk_[A-Za-z0-9_-]{43}$/.test(token) ? token : null
}

/** The viewer of `Authorization: Bearer hk_…`; null when the header is missing. */
export async function bearerViewer(
  header: string | null,
  pool: () => Promise<DataSource> = database,
): Promise<Result<Viewer> | null> {
  if (header === null) return null
  const token = bearerToken(header)
  if (token === null)
    return fail(
      'unauthenticated',
      'This is not a token of Hakim, which is hk_ and 43 characters: copy all of it, and send it as `Authorization: Bearer hk_…`.',
    )
  const state = await lookUpOf(await pool())(token)
  return 'viewer' in state ? ok(state.viewer) : fail('unauthenticated', refusals[state.refused])
}
