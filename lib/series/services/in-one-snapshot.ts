import { setTimeout as pause } from 'node:timers/promises'
import type { DataSource, EntityManager } from 'typeorm'
import { tryRollUpLock } from '@/lib/series/db/roll-ups'

/** Another transaction changed what this one had read. */
export const isSerialization = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '40001'

const pauseMs = 20

/**
 * Work with the roll-up lock that sees marks and reports at one moment: what is rolled up is then exactly what the marks that it takes
 * say. A kill leaves the marks. Null if another process works at it now.
 */
export async function inOneSnapshot<T>(
  db: DataSource,
  work: (tx: EntityManager) => Promise<T>,
): Promise<T | null> {
  const done = await db
    .transaction('REPEATABLE READ', async (tx) =>
      (await tryRollUpLock(tx)) ? { value: await work(tx) } : null,
    )
    .catch((error: unknown) => {
      if (isSerialization(error)) return null
      throw error
    })
  if (done) return done.value
  await pause(pauseMs)
  return null
}
