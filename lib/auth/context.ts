import type { DataSource } from 'typeorm'
import { clockDatabase, database, ingestDatabase } from '@/lib/db/connection/server-database'
import { fail, type Result } from '@/lib/kernel/errors'
import type { Viewer } from '@/lib/kernel/role'
import { callerRefusal } from '@/lib/people/domain/refusal'
import { bearerViewer } from './bearer'
import { rememberViewers } from './recent-viewers'

/** What a service works with, whether a page, an action or the API calls it. */
export const contextOf = async <V extends Viewer>(viewer: V): Promise<{ db: DataSource; viewer: V }> => ({
  db: await database(),
  viewer,
})

const reporter = rememberViewers((header) => bearerViewer(header, ingestDatabase), 1_000)

/**
 * The same for reports: the token is looked up on the pool reserved for them, so that busy pages do not slow them
 * down, and at most once a second.
 */
export async function ingestContextOf(
  authorization: string | null,
): Promise<Result<{ db: DataSource; viewer: Viewer }>> {
  const viewer = await reporter(authorization)
  if (!viewer)
    return fail(
      'unauthenticated',
      'Send a token as `Authorization: Bearer hk_…`; `hakim token create` makes one.',
    )
  if (!viewer.ok) return viewer
  const refusal = callerRefusal('report', viewer.value)
  return refusal
    ? fail('forbidden', refusal)
    : { ok: true, value: { db: await ingestDatabase(), viewer: viewer.value } }
}

const readers = rememberViewers((header) => bearerViewer(header), 1_000)

/** Who reads with a token, looked up at most once a second; null without a token. */
export const readerOf = (authorization: string | null): Promise<Result<Viewer> | null> =>
  readers(authorization)

/** For the few calls that are possible before anyone can sign in. */
export const contextless = (): Promise<DataSource> => database()

/** For scheduled work, which nobody calls. */
export const clockContext = (): Promise<DataSource> => clockDatabase()
