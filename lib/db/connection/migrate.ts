import type { DataSource } from 'typeorm'
import { DatabaseError, openDataSource, shownAddress } from './data-source'
import { migrationState } from './migration-state'

/** Any number that no other program on the same database is likely to take for its advisory lock. */
const advisoryLock = 4_839_201_167
const lockTimeoutMs = 5_000
const tries = 12

const isLockTimeout = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '55P03'

/**
 * Brings the schema up to date and returns the names of what ran. Of several processes one migrates, the others wait.
 * Each migration is one transaction: killed at any point, the next run goes on where this one stopped.
 * Throws DatabaseError when the database is unreachable, older than PostgreSQL 14 or of a newer Hakim.
 */
export async function migrate(url: string): Promise<{ applied: string[] }> {
  const db = await openDataSource(url, { poolSize: 2, lockTimeoutMs })
  const lock = db.createQueryRunner()
  try {
    const [server] = await db.query<{ version: string }[]>(
      `SELECT current_setting('server_version_num') AS version`,
    )
    if (Number(server?.version) < 140_000)
      throw new DatabaseError(
        `The database at ${shownAddress(url)} is older than PostgreSQL 14; upgrade it first.`,
      )
    await lock.query(`SET lock_timeout = 0`)
    await lock.query(`SELECT pg_advisory_lock(${advisoryLock})`)
    const { pending, unknown } = await migrationState(db)
    if (unknown.length > 0)
      throw new DatabaseError(
        `The database at ${shownAddress(url)} belongs to a newer Hakim (${unknown.join(', ')}); ` +
          'update this installation, nothing was changed.',
      )
    await runPending(db)
    return { applied: pending }
  } finally {
    await lock.query(`SELECT pg_advisory_unlock(${advisoryLock})`).catch(() => undefined)
    await lock.release()
    await db.destroy()
  }
}

/** Retries while a long transaction of another program holds a table. */
async function runPending(db: DataSource): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await db.runMigrations({ transaction: 'each' })
      return
    } catch (error) {
      if (isLockTimeout(error) && attempt < tries) continue
      if (isLockTimeout(error))
        throw new DatabaseError(
          'Another program holds health_reports or maintenance_jobs in a long transaction; ' +
            'end it (pg_stat_activity shows it) and start again.',
          { cause: error },
        )
      throw error
    }
  }
}
