import { type DataSource, type EntityManager, MigrationExecutor } from 'typeorm'
import { DatabaseError, openDataSource, shownAddress } from './data-source'
import { type MigrationState, migrationState } from './migration-state'
import { applyFunctions } from './sql-functions'

/** An advisory lock number that other programs on the same database are unlikely to use. */
const advisoryLock = 4_839_201_167
const tries = 12

/** Names of the numbered migrations that ran, and of the functions that were applied after them. */
export type Migrated = { applied: string[]; functions: string[] }

/**
 * Brings the schema up to date and returns the names of what ran. One process migrates at a time, others wait. All of it is
 * one transaction: after a kill, the next run starts over. Throws DatabaseError if the database is unreachable, older than
 * PostgreSQL 14 or from a newer Hakim. It tries again when another program has held a table for `lockTimeoutMs`.
 */
export async function migrate(url: string, lockTimeoutMs = 5_000): Promise<Migrated> {
  const db = await openDataSource(url, { poolSize: 1, lockMs: lockTimeoutMs })
  try {
    const [server] = await db.query<{ version: string }[]>(
      `SELECT current_setting('server_version_num') AS version`,
    )
    if (Number(server?.version) < 140_000)
      throw new DatabaseError(
        `The database at ${shownAddress(url)} is older than PostgreSQL 14. Upgrade it first.`,
      )
    const { pending, functions } = await stateOf(db, url)
    if (pending.length + functions.length === 0) return { applied: [], functions: [] }
    return await withRetries(() => db.transaction((tx) => bringUpToDate(db, tx, url, lockTimeoutMs)))
  } finally {
    await db.destroy()
  }
}

async function stateOf(db: Pick<EntityManager, 'query'>, url: string): Promise<MigrationState> {
  const state = await migrationState(db)
  if (state.unknown.length > 0)
    throw new DatabaseError(
      `The database at ${shownAddress(url)} belongs to a newer Hakim (${state.unknown.join(', ')}). ` +
        'Update this installation; nothing was changed.',
    )
  return state
}

/** Runs what is still pending after waiting for the lock, since another process may have migrated meanwhile. */
async function bringUpToDate(
  db: DataSource,
  tx: EntityManager,
  url: string,
  lockTimeoutMs: number,
): Promise<Migrated> {
  await tx.query(`SET LOCAL lock_timeout = 0`)
  await tx.query(`SELECT pg_advisory_xact_lock(${advisoryLock})`)
  await tx.query(`SET LOCAL lock_timeout = ${lockTimeoutMs}`)
  const { pending } = await stateOf(tx, url)
  if (pending.length > 0) {
    const executor = new MigrationExecutor(db, tx.queryRunner)
    executor.transaction = 'all'
    await executor.executePendingMigrations()
  }
  const { functions } = await migrationState(tx)
  if (functions.length > 0) await applyFunctions(tx, functions)
  return { applied: pending, functions: functions.map(({ name }) => name) }
}

/** A lock timeout, or a deadlock with a writer: the transaction was rolled back and can be retried. */
const isRetryable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '55P03' || error.code === '40P01')

/** Retries while another program's long transaction holds a table. */
async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isRetryable(error)) throw error
      if (attempt < tries) continue
      throw new DatabaseError(
        'Another program holds health_reports or maintenance_jobs in a long transaction. ' +
          'End it (pg_stat_activity shows it) and start again.',
        { cause: error },
      )
    }
  }
}
