import { isLockTimeout } from './failures'

/** After a read has waited for the lock in vain, nobody waits again for so long; then one does. */
const restMs = 2_000

/** A circuit breaker for one pool: the error of the last read that waited in vain, or null while jobs can be read. */
type Breaker = { error: unknown; restUntil: number; tried: boolean }

const breakers = new WeakMap<object, Breaker>()

/** What the connections of a pool share, such as an EntityManager. */
type Pool = { connection: object }

function breakerOf({ connection }: Pool): Breaker {
  const breaker = breakers.get(connection) ?? { error: null, restUntil: 0, tried: false }
  breakers.set(connection, breaker)
  return breaker
}

/**
 * A read that needs the jobs. While another program has locked their table it fails with the database's error, at once
 * but for one read at a time: reads that wait would take all connections of the pool from pages that need no jobs.
 */
export async function readWithJobs<T>(db: Pool, read: () => Promise<T>): Promise<T> {
  const breaker = breakerOf(db)
  if (breaker.error === null) return watched(breaker, read)
  if (breaker.tried || performance.now() < breaker.restUntil) throw breaker.error
  breaker.tried = true
  try {
    return await watched(breaker, read)
  } finally {
    breaker.tried = false
  }
}

async function watched<T>(breaker: Breaker, read: () => Promise<T>): Promise<T> {
  try {
    const found = await read()
    breaker.error = null
    return found
  } catch (error) {
    if (isLockTimeout(error)) Object.assign(breaker, { error, restUntil: performance.now() + restMs })
    throw error
  }
}

/**
 * Reads with the jobs; without them while their table is locked, so that pages on which they are an addition do not fail
 * with it.
 */
export async function jobsUnlessLocked<T>(db: Pool, read: (jobs: boolean) => Promise<T>): Promise<T> {
  try {
    return await readWithJobs(db, () => read(true))
  } catch (error) {
    if (!isLockTimeout(error)) throw error
    return read(false)
  }
}
