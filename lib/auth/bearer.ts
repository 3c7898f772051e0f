import { database } from '@/lib/db/server-db'
import { tokenHolder } from '@/lib/db/tokens'
import { fail, ok, type Result } from '@/lib/domain/errors'
import type { Viewer } from '@/lib/domain/role'

const refusals = {
  unknown: 'This token is not known here; create one with `hakim token create`.',
  expired: 'This token has expired; create a new one with `hakim token create`.',
  revoked: 'This token was revoked; create a new one with `hakim token create`.',
} as const

/** The viewer behind `Authorization: Bearer hk_…`; null when the header is absent. */
export async function bearerViewer(requestHeaders: Headers): Promise<Result<Viewer> | null> {
  const header = requestHeaders.get('authorization')
  if (header === null) return null
  const token = /^Bearer (hk_[A-Za-z0-9_-]{43})$/.exec(header)?.[1]
  if (!token) return fail('unauthenticated', 'Send the token as `Authorization: Bearer hk_…`.')
  const state = await tokenHolder((await database()).manager, token)
  return 'viewer' in state ? ok(state.viewer) : fail('unauthenticated', refusals[state.refused])
}
