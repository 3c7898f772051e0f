import { type DataSource, type EntityManager, MigrationExecutor } from 'typeorm'
import { DatabaseError, openDataSource, shownAddress } from './data-source'
import { type MigrationState, migrationState } from './migration-state'
import { applyFunctions } from './sql-functions'

/** Any number that no other program on the same database is likely to take for its advisory lock. */
const advisoryLock = 4_839_201_167
const lockTimeoutMs = 5_000
const tries = 12

/** Names of the numbered migrations that ran, and of the functions that were applied after them. */
export type Migrated = { applied: string[]; functions: string[] }

/**
 * Brings the schema up to date and returns the names of what ran. Of several processes one migrates, the others wait.
 * All of it is one transaction: killed at any point, the next run begins where this one did.
 * Throws DatabaseError when the database is unreachable, older than PostgreSQL 14 or of a newer Hakim.
 */
export async function migrate(url: string): Promise<Migrated> {
  const db = await openDataSource(url, { poolSize: 1, lockTimeoutMs })
  try {
    const [server] = await db.query<{ version: string }[]>(
      `SELECT current_setting('server_version_num') AS version`,
    )
    if (Number(server?.version) < 140_000)
      throw new DatabaseError(
        `The database at ${shownAddress(url)} is older than PostgreSQL 14; upgrade it first.`,
      )
    const { pending, functions } = await stateOf(db, url)
    if (pending.length + functions.length === 0) return { applied: [], functions: [] }
    return await withPatience(() => db.transaction((tx) => bringUpToDate(db, tx, url)))
  } finally {
    await db.destroy()
  }
}

async function stateOf(db: Pick<EntityManager, 'query'>, url: string): Promise<MigrationState> {
  const state = await migrationState(db)
  if (state.unknown.length > 0)
    throw new DatabaseError(
      `The database at ${shownAddress(url)} belongs to a newer Hakim (${state.unknown.join(', ')}); ` +
        'update this installation, nothing was changed.',
    )
  return state
}

/** What another process did while this one waited for its turn is not done again. */
async function bringUpToDate(db: DataSource, tx: EntityManager, url: string): Promise<Migrated> {
  await tx.query(`SET LOCAL lock_timeout = 0`)
  await tx.query(`SELECT pg_advisory_xact_lock(${advisoryLock})`)
  await tx.query(`SET LOCAL lock_timeout TO DEFAULT`)
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

/** A lock that was not given in time, or a deadlock with a writer: the transaction is gone, and may begin again. */
const isInTheWay = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '55P03' || error.code === '40P01')

/** Tries again while a long transaction of another program holds a table. */
async function withPatience<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isInTheWay(error)) throw error
      if (attempt < tries) continue
      throw new DatabaseError(
        'Another program holds health_reports or maintenance_jobs in a long transaction; ' +
          'end it (pg_stat_activity shows it) and start again.',
        { cause: error },
      )
    }
  }
}
