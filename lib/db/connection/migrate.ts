import { type DataSource, type EntityManager, MigrationExecutor } from 'typeorm'
import { openDataSource, shownAddress } from './data-source'
import { DatabaseError } from './database-error'
import { grantServer, type ServerRole } from './grant-server'
import { type MigrationState, migrationState } from './migration-state'
import { replacedFunctions } from './schema-differences'
import { applyFunctions } from './sql-functions'
import { tableExists } from './table-exists'

/** An advisory lock number that other programs on the same database are unlikely to use. */
const advisoryLock = 4_839_201_167

/** While the migration waits for a table, all other writers wait behind it: two tables, so two seconds at most. */
const lockMs = 1_000
/** Writers take their turn between two tries. */
const pauseMs = 1_000

/**
 * Names of the numbered migrations that ran, of the functions that were applied after them, and of those that were replaced
 * since they were applied and are again what they were.
 */
export type Migrated = { applied: string[]; functions: string[]; restored: string[] }

/**
 * Brings the schema up to date and returns the names of what ran. One process migrates at a time, others wait. All of it is
 * one transaction: after a kill, the next run starts over. Throws DatabaseError if the database is unreachable, older than
 * PostgreSQL 14 or from a newer Hakim, and if another program's transaction keeps a table for longer than `patienceMs`.
 * `serving`: the role of the server, where it is another one; it gets its rights.
 */
export async function migrate(
  url: string,
  { patienceMs = 60_000, serving = null }: { patienceMs?: number; serving?: ServerRole | null } = {},
): Promise<Migrated> {
  const db = await openDataSource(url, { poolSize: 1, lockMs })
  try {
    const [server] = await db.query<{ version: string }[]>(
      `SELECT current_setting('server_version_num') AS version`,
    )
    if (Number(server?.version) < 140_000)
      throw new DatabaseError(
        `The database at ${shownAddress(url)} is older than PostgreSQL 14. Upgrade it first.`,
      )
    const { pending, functions } = await stateOf(db, url)
    const current = pending.length + functions.length + (await replacedFunctions(db)).length === 0
    if (current && serving === null) return { applied: [], functions: [], restored: [] }
    return await withRetries(db, patienceMs, () =>
      db.transaction(async (tx) => {
        const migrated = await bringUpToDate(db, tx, url)
        if (serving !== null) await grantServer(tx, serving)
        return migrated
      }),
    )
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

/** Waits while another process migrates, and keeps others waiting until the transaction ends. */
export async function lockMigrations(tx: EntityManager): Promise<void> {
  await tx.query(`SET LOCAL lock_timeout = 0`)
  await tx.query(`SELECT pg_advisory_xact_lock(${advisoryLock})`)
  await tx.query(`SET LOCAL lock_timeout = ${lockMs}`)
}

/** Runs only these migrations, in the caller's transaction and without the functions that come after all of them. */
export async function runMigrations(
  db: DataSource,
  tx: EntityManager,
  names: readonly string[],
): Promise<void> {
  const executor = new MigrationExecutor(db, tx.queryRunner)
  for (const migration of await executor.getPendingMigrations())
    if (names.includes(migration.name)) await executor.executeMigration(migration)
}

/** Runs what is still pending after waiting for the lock, since another process may have migrated meanwhile. */
export async function bringUpToDate(db: DataSource, tx: EntityManager, url: string): Promise<Migrated> {
  await lockMigrations(tx)
  const { pending } = await stateOf(tx, url)
  if (pending.length > 0) {
    for (const table of givenTables) await lockIfThere(tx, table)
    const executor = new MigrationExecutor(db, tx.queryRunner)
    executor.transaction = 'all'
    await executor.executePendingMigrations()
  }
  const { functions } = await migrationState(tx)
  const names = functions.map(({ name }) => name)
  const restored = (await replacedFunctions(tx)).filter(({ name }) => !names.includes(name))
  if (functions.length + restored.length > 0) await applyFunctions(tx, [...functions, ...restored])
  if (pending.includes('ReplayedLog1764000033000')) await tx.query(`SELECT hakim_log_state()`)
  if (pending.includes('SignInLog1764000038000')) await tx.query(`SELECT hakim_log_more_state()`)
  if (pending.includes('UsedStatements1764000041000')) await tx.query(`SELECT hakim_note_statements()`)
  if (pending.includes('LoggedStatements1764000049000'))
    await tx.query(`SELECT hakim_log_statements(), hakim_index_again()`)
  if (pending.includes('AlertLog1764000052000')) await tx.query(`SELECT hakim_log_alert_state()`)
  if (pending.includes('RuleVersions1764000061000'))
    await tx.query(`SELECT hakim_note_rule(rule_id, NULL, NULL, NULL) FROM approval_rules`)
  if (pending.length + functions.length > 0) await tx.query(`SELECT hakim_document_open_jobs()`)
  // The log is complete before the caller verifies it.
  await tx.query(`SET CONSTRAINTS ALL IMMEDIATE`)
  return { applied: pending, functions: names, restored: restored.map(({ name }) => name) }
}

/** A lock timeout, or a deadlock with a writer: the transaction was rolled back and can be retried. */
const isRetryable = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '55P03' || error.code === '40P01')

const lacksRights = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '42501'

const notOwner =
  'The schema is not up to date, and the role of this address cannot change it. Run "hakim migrate" with HAKIM_OWNER_DATABASE_URL set to the owner of the tables.'

/** Both at the beginning, so that the migration never holds one of them while it waits long for something else. */
const givenTables = ['health_reports', 'maintenance_jobs'] as const

async function lockIfThere(tx: EntityManager, table: (typeof givenTables)[number]): Promise<void> {
  if (await tableExists(tx, table)) await tx.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`)
}

/** Retries while another program's transaction holds a table. */
async function withRetries<T>(db: DataSource, patienceMs: number, work: () => Promise<T>): Promise<T> {
  const until = Date.now() + patienceMs
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (lacksRights(error)) throw new DatabaseError(notOwner, { cause: error })
      if (!isRetryable(error)) throw error
      if (Date.now() > until) throw new DatabaseError(await whoHolds(db), { cause: error })
      await new Promise((wake) => setTimeout(wake, pauseMs))
    }
  }
}

async function whoHolds(db: DataSource): Promise<string> {
  const [holder] = await db.query<{ program: string; pid: number; since: string }[]>(
    `SELECT coalesce(nullif(application_name, ''), usename::text, 'unknown') AS program, pid,
            to_char(xact_start, 'YYYY-MM-DD HH24:MI:SS "UTC"') AS since
     FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND pid IN (
       SELECT pid FROM pg_locks WHERE granted AND relation IN (
         ${givenTables.map((table) => `to_regclass('${table}')`).join(', ')}))
     ORDER BY xact_start LIMIT 1`,
  )
  const who = holder
    ? `Another program (${holder.program}, process ${holder.pid} of the database, in a transaction since ${holder.since}) holds`
    : 'Other programs hold'
  return `${who} health_reports or maintenance_jobs. End that transaction and start again; nothing was changed.`
}
