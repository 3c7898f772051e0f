import type { DataSource } from 'typeorm'
import { hasTextIndex } from '@/lib/board/db/search'
import { checkAuditLog } from '@/lib/cli/doctor/doctor-audit'
import { type Finding, finding } from '@/lib/cli/doctor/doctor-finding'
import { checkGuards } from '@/lib/cli/doctor/doctor-guards'
import { checkPolicies } from '@/lib/cli/doctor/doctor-policies'
import { checkRetention, checkRollUps } from '@/lib/cli/doctor/doctor-reports'
import { checkAddresses, checkRoles } from '@/lib/cli/doctor/doctor-roles'
import type { Config } from '@/lib/config'
import { openDataSource, shownAddress } from '@/lib/db/connection/data-source'
import { migrationState } from '@/lib/db/connection/migration-state'
import { findPooler, type Pooler } from '@/lib/db/connection/pooler'
import { tableExists } from '@/lib/db/connection/table-exists'

const CLOCK_WARN_S = 2
const CLOCK_FAIL_S = 60

/** Checks the database at the address. Throws DatabaseError if it cannot be reached. */
export async function checkDatabase(
  url: string,
  config: Pick<Config, 'retention' | 'dataDir' | 'databasePooler' | 'databaseUrl' | 'ownerDatabaseUrl'>,
): Promise<Finding[]> {
  const { retention, dataDir, databasePooler } = config
  const db = await openDataSource(url, { poolSize: 2 })
  try {
    const version = await checkVersion(db, url)
    if (version.status === 'fail') return [version]
    const checks: [string, (db: DataSource) => Promise<Finding>][] = [
      ['pooler', () => checkPooler(url, databasePooler)],
      ['addresses', (each) => checkAddresses(each, config)],
      ['rights', checkRights],
      ['roles', (each) => checkRoles(each, config)],
      ['uuid-ossp', checkExtension],
      ['schema', checkSchema],
      ['search', checkSearch],
      ['guards', (each) => checkGuards(each, config)],
      ['clock', checkClock],
      ['policies', checkPolicies],
      ['roll-ups', checkRollUps],
      ['audit log', (each) => checkAuditLog(each, dataDir, new Date())],
      ['retention', (each) => checkRetention(each, retention, new Date())],
    ]
    const found = [version]
    for (const [name, check] of checks) found.push(await check(db).catch((error) => refused(name, error)))
    return found
  } finally {
    await db.destroy()
  }
}

/** A check that fails, such as for a missing right, does not hide the others. */
const refused = (check: string, error: unknown): Finding =>
  finding.fail(
    check,
    error instanceof Error ? error.message : String(error),
    'grant the missing right to this database user, or connect as the owner of the schema',
  )

async function checkVersion(db: DataSource, url: string): Promise<Finding> {
  const [row] = await db.query<{ number: string; text: string }[]>(
    `select current_setting('server_version_num') as number, current_setting('server_version') as text`,
  )
  const detail = `PostgreSQL ${row?.text} at ${shownAddress(url)}`
  return Number(row?.number) >= 140_000
    ? finding.ok('database', detail)
    : finding.fail('database', detail, 'upgrade it to PostgreSQL 14 or later')
}

const poolers: Record<Pooler, string> = {
  none: 'none: connections go to PostgreSQL itself',
  session: 'one that keeps a connection for a session: nothing special is needed',
  transaction:
    'one that keeps a connection for a transaction only: settings are sent with each, and no statements are prepared',
}

async function checkPooler(url: string, said: Config['databasePooler']): Promise<Finding> {
  const found = await findPooler(url)
  return said === 'session' && found === 'transaction'
    ? finding.fail(
        'pooler',
        'HAKIM_DATABASE_POOLER says session, but a connection is kept for a transaction only',
        'set HAKIM_DATABASE_POOLER=transaction, or unset it',
      )
    : finding.ok('pooler', poolers[found])
}

async function checkRights(db: DataSource): Promise<Finding> {
  const [row] = await db.query<{ may: boolean; serves: boolean; person: string; schema: string | null }[]>(
    `select current_user as person, current_schema() as schema,
      coalesce(has_table_privilege(to_regclass('hakim_migrations'), 'SELECT'), false) as serves,
      coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) as may`,
  )
  if (row?.may) return finding.ok('rights', `${row.person} can create tables in schema ${row.schema}`)
  if (row?.serves)
    return finding.ok('rights', `${row.person} cannot change the schema; "hakim migrate" needs its owner`)
  return finding.fail(
    'rights',
    `${row?.person} cannot create tables`,
    `as its owner, run: GRANT CREATE, USAGE ON SCHEMA public TO ${row?.person}`,
  )
}

async function checkExtension(db: DataSource): Promise<Finding> {
  const [row] = await db.query<{ available: boolean; installed: boolean; may: boolean }[]>(
    `select exists (select from pg_available_extensions where name = 'uuid-ossp') as available,
      exists (select from pg_extension where extname = 'uuid-ossp') as installed,
      has_database_privilege(current_database(), 'CREATE') as may`,
  )
  if (row?.installed) return finding.ok('uuid-ossp', 'installed')
  if (!row?.available) {
    return finding.fail('uuid-ossp', 'not available', 'install postgresql-contrib on the database server')
  }
  return row.may
    ? finding.ok('uuid-ossp', 'available')
    : finding.fail('uuid-ossp', 'not installed', 'as its owner, run: CREATE EXTENSION "uuid-ossp"')
}

/** Without the extension, or without the right to create it, the migration has made no index of texts. */
async function checkSearch(db: DataSource): Promise<Finding> {
  if ((await hasTextIndex(db.manager)) || !(await tableExists(db, 'job_details')))
    return finding.ok('search', 'texts of jobs are found by an index, if there are any')
  return finding.warn(
    'search',
    'no index of texts (pg_trgm): a search reads one job after the other',
    'see docs/operations.md#search-of-jobs',
  )
}

async function checkSchema(db: DataSource): Promise<Finding> {
  const { pending, functions, unknown } = await migrationState(db)
  if (unknown.length > 0) {
    return finding.fail('schema', `from a newer Hakim (${unknown.join(', ')})`, 'update this installation')
  }
  return pending.length + functions.length > 0
    ? finding.warn(
        'schema',
        `${pending.length} pending migrations, ${functions.length} functions to apply`,
        'run "hakim migrate", or start Hakim',
      )
    : finding.ok('schema', 'up to date')
}

/** Compares the database's clock, which orders jobs, with the middle of a round trip. */
async function checkClock(db: DataSource): Promise<Finding> {
  const before = Date.now()
  const [row] = await db.query<{ now: string }[]>(`select extract(epoch from clock_timestamp())::text as now`)
  const skew = Number(row?.now) - (before + Date.now()) / 2000
  const detail = `${Math.abs(skew).toFixed(2)} s ${skew < 0 ? 'behind' : 'ahead of'} this machine`
  if (Math.abs(skew) > CLOCK_FAIL_S) {
    return finding.fail('clock', `the database is ${detail}`, 'synchronise both machines with NTP')
  }
  return Math.abs(skew) > CLOCK_WARN_S
    ? finding.warn('clock', `the database is ${detail}`, 'synchronise both machines with NTP')
    : finding.ok('clock', `the database is ${detail}`)
}
