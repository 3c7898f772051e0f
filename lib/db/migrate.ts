import type { DataSource } from 'typeorm'
import { migrations } from '@/migrations'
import { DatabaseError, openDataSource, shownAddress } from './data-source'

/** Any number that no other program on the same database is likely to take for its advisory lock. */
const advisoryLock = 4_839_201_167
const lockTimeoutMs = 5_000
const tries = 12

const isLockTimeout = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '55P03'

/** Names of the migrations that the database has had, by whatever version. */
async function migrationsDone(db: DataSource): Promise<string[]> {
  const [table] = await db.query<{ found: string | null }[]>(
    `SELECT to_regclass('hakim_migrations')::text AS found`,
  )
  if (!table?.found) return []
  const rows = await db.query<{ name: string }[]>(`SELECT name FROM hakim_migrations ORDER BY id`)
  return rows.map((row) => row.name)
}

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
    const before = await migrationsDone(db)
    const known = new Set(migrations.map((migration) => migration.name))
    const unknown = before.filter((name) => !known.has(name))
    if (unknown.length > 0)
      throw new DatabaseError(
        `The database at ${shownAddress(url)} belongs to a newer Hakim (${unknown.join(', ')}); ` +
          'update this installation, nothing was changed.',
      )
    await runPending(db)
    return { applied: (await migrationsDone(db)).filter((name) => !before.includes(name)) }
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
