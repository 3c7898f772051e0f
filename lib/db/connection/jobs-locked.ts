import type { DataSource, EntityManager } from 'typeorm'
import { isLockTimeout } from './failures'

/** A read that waits for the lock in vain takes two seconds, so it is not tried again at once. */
const restMs = 5_000
const restUntil = new WeakMap<DataSource, number>()

/**
 * Reads with the jobs; without them while another program has locked their table, so that pages on which they are an
 * addition do not fail with it.
 */
export async function jobsUnlessLocked<T>(
  { connection }: EntityManager,
  read: (jobs: boolean) => Promise<T>,
): Promise<T> {
  if (performance.now() < (restUntil.get(connection) ?? 0)) return read(false)
  try {
    return await read(true)
  } catch (error) {
    if (!isLockTimeout(error)) throw error
    restUntil.set(connection, performance.now() + restMs)
    return read(false)
  }
}
