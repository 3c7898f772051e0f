import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { checkDatabase } from '@/lib/cli/doctor/doctor-database'
import { exitCodes, explain } from '@/lib/cli/exit'
import { registerMigrate } from '@/lib/cli/migrate'
import { openDataSource } from '@/lib/db/connection/data-source'
import { databaseDifferences } from '@/lib/db/connection/database-differences'
import { migrate } from '@/lib/db/connection/migrate'
import { SERVER } from '@/lib/postgres/cluster'
import { type TestDatabase, testDatabase } from '@/test/database'
import { ask } from '@/test/embedded-postgres'
import { runCommand } from '@/test/run-command'
import { serverAddressOf, serverUrlOf } from '@/test/server-role'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const off = {
  ...{ retention: { reportDays: null, rollUpDays: null }, dataDir: '/nonexistent' },
  ...{ databasePooler: null, databaseUrl: null, ownerDatabaseUrl: null },
}

const statuses = async (url: string) =>
  Object.fromEntries((await checkDatabase(url, off)).map(({ check, status }) => [check, status]))

test('an empty database is fine except for its schema, and fine after migrating', async () => {
  const fine = {
    database: 'ok',
    pooler: 'ok',
    addresses: 'ok',
    rights: 'ok',
    roles: 'ok',
    'uuid-ossp': 'ok',
    schema: 'ok',
    search: 'ok',
    guards: 'ok',
    clock: 'ok',
    policies: 'ok',
    'roll-ups': 'ok',
    'audit log': 'ok',
    retention: 'ok',
  }
  expect(await statuses(database.url)).toEqual({ ...fine, schema: 'warn' })
  await migrate(database.url)
  expect(await statuses(database.url)).toEqual(fine)
  await ask(database.url, 'drop extension pg_trgm cascade')
  expect(await statuses(database.url)).toEqual({ ...fine, search: 'warn' })
})

test('for a user who cannot create tables, the remedy is the missing grant', async () => {
  const person = `guest_${Date.now()}`
  await ask(database.url, `create role ${person} login password 'guest'`)
  const url = new URL(database.url)
  url.username = person
  url.password = 'guest'
  const found = await checkDatabase(url.href, off)
  await ask(database.url, `drop role ${person}`)
  expect(found.find(({ check }) => check === 'rights')).toMatchObject({
    status: 'fail',
    remedy: expect.stringContaining(`GRANT CREATE, USAGE ON SCHEMA public TO ${person}`),
  })
})

test('says what it costs when the server connects as the owner, and nothing once it has a role of its own', async () => {
  const roles = async (
    config: Partial<typeof off> | { databaseUrl: string; ownerDatabaseUrl: string | null },
  ) => (await checkDatabase(database.url, { ...off, ...config })).find(({ check }) => check === 'roles')
  expect(await roles({ databaseUrl: database.url, ownerDatabaseUrl: null })).toMatchObject({
    status: 'warn',
    detail: expect.stringMatching(/connects as hakim, .*switch off the guards, write votes/),
    remedy: expect.stringContaining('HAKIM_OWNER_DATABASE_URL'),
  })
  const server = await serverUrlOf(database.url)
  expect(await roles({ databaseUrl: server, ownerDatabaseUrl: database.url })).toMatchObject({ status: 'ok' })
  expect(Object.values(await statuses(server))).not.toContain('fail')
})

test('says when the server and the commands use different databases, and migrates neither', async () => {
  const other = await testDatabase()
  const addresses = async (databaseUrl: string) =>
    (await checkDatabase(database.url, { ...off, databaseUrl, ownerDatabaseUrl: database.url })).find(
      ({ check }) => check === 'addresses',
    )
  // The same one by another name and another role, and another one by the same role.
  const same = new URL(serverAddressOf(database.url))
  same.hostname = same.hostname === 'localhost' ? '127.0.0.1' : 'localhost'
  expect(await addresses(same.href)).toMatchObject({ status: 'ok' })
  expect(await addresses(other.url)).toMatchObject({
    status: 'fail',
    detail: expect.stringMatching(
      /^DATABASE_URL \(.*\) and HAKIM_OWNER_DATABASE_URL \(.*\) are different databases$/,
    ),
  })
  vi.stubEnv('DATABASE_URL', serverAddressOf(database.url))
  vi.stubEnv('HAKIM_OWNER_DATABASE_URL', other.url)
  const error = await runCommand(registerMigrate, ['migrate']).catch((thrown: unknown) => thrown)
  vi.unstubAllEnvs()
  expect(explain(error)).toMatchObject({
    code: exitCodes.usage,
    message: expect.stringContaining('are different databases. Both have to name the same one'),
  })
  expect(await ask(other.url, `SELECT to_regclass('hakim_migrations') AS made`)).toEqual([{ made: null }])
  await other.drop()
})

test('a database that does not answer is a failure with a remedy', async () => {
  await expect(checkDatabase('postgres://hakim:x@127.0.0.1:1/hakim', off)).rejects.toThrow(
    /Cannot use the database at 127\.0\.0\.1:1\/hakim: /,
  )
})

test('says what retention would delete before it is switched on, and deletes nothing', async () => {
  await ask(
    database.url,
    `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report)
     SELECT 'did:a:1', now() - n * interval '1 day', 'Healthy', '{}' FROM generate_series(0, 99) n`,
  )
  const retention = async (reportDays: number) => {
    const found = await checkDatabase(database.url, {
      ...off,
      retention: { reportDays, rollUpDays: 730 },
    })
    return found.find(({ check }) => check === 'retention')
  }
  expect(await retention(90)).toMatchObject({
    status: 'warn',
    detail: expect.stringMatching(/kept for 90 days: deletes 9 from .* roll-ups are kept for 730 days/),
  })
  expect(await retention(400)).toMatchObject({ status: 'ok', detail: expect.stringMatching(/none is older/) })
  const db = await openDataSource(database.url, { poolSize: 1 })
  expect(await db.query(`SELECT count(*)::int AS n FROM health_reports`)).toEqual([{ n: 100 }])
  await db.destroy()
})

describe('what somebody has changed by hand', () => {
  const guards = async () => {
    const config = { ...off, databaseUrl: await serverAddressOf(database.url) }
    const [asOwner, asServer] = await Promise.all(
      [database.url, config.databaseUrl].map(async (url) =>
        (await checkDatabase(url, config)).find(({ check }) => check === 'guards'),
      ),
    )
    // Both see the same: the catalogue is open to everyone.
    expect(asServer).toEqual(asOwner)
    return asOwner
  }
  beforeAll(async () => {
    await serverUrlOf(database.url)
  })

  test.each<[statement: string, back: string | null, what: string, remedy: string]>([
    [
      `CREATE OR REPLACE FUNCTION hakim_consent(p_job UUID) RETURNS JSONB LANGUAGE sql SECURITY DEFINER
       SET search_path = public, pg_temp AS $$ SELECT '{"met": true}'::jsonb $$`,
      null,
      'function hakim_consent is another one than that of this installation',
      'hakim migrate',
    ],
    [
      `ALTER FUNCTION hakim_job_guard() SECURITY INVOKER`,
      null,
      'function hakim_job_guard is another one than that of this installation',
      'hakim migrate',
    ],
    [
      `CREATE FUNCTION hakim_consent(p_job TEXT) RETURNS INT LANGUAGE sql AS 'SELECT 1'`,
      `DROP FUNCTION hakim_consent(p_job TEXT)`,
      "function hakim_consent(text) is none of Hakim's",
      'DROP FUNCTION hakim_consent(text)',
    ],
    [
      `GRANT INSERT ON job_votes TO ${SERVER}`,
      null,
      `${SERVER} has the right to INSERT on job_votes`,
      'hakim migrate',
    ],
    [
      `GRANT UPDATE (risk) ON job_details TO PUBLIC`,
      `REVOKE UPDATE (risk) ON job_details FROM PUBLIC`,
      `${SERVER} has the right to UPDATE of risk on job_details`,
      'hakim migrate',
    ],
    [
      `REVOKE SELECT ON job_votes FROM ${SERVER}`,
      null,
      `${SERVER} has no right to SELECT on job_votes`,
      'hakim migrate',
    ],
    [
      `GRANT EXECUTE ON FUNCTION hakim_applying() TO ${SERVER}`,
      null,
      `${SERVER} has the right to EXECUTE on hakim_applying`,
      'hakim migrate',
    ],
    [
      `ALTER TABLE job_votes DISABLE TRIGGER hakim_vote_guard`,
      `ALTER TABLE job_votes ENABLE TRIGGER ALL`,
      'trigger hakim_vote_guard on job_votes is disabled',
      'ALTER TABLE job_votes ENABLE TRIGGER ALL',
    ],
    [
      `DROP TRIGGER hakim_vote_guard ON job_votes`,
      `CREATE TRIGGER hakim_vote_guard BEFORE INSERT OR DELETE OR UPDATE ON job_votes FOR EACH ROW EXECUTE FUNCTION hakim_vote_guard()`,
      'trigger hakim_vote_guard on job_votes is missing',
      'CREATE TRIGGER hakim_vote_guard',
    ],
    [
      `CREATE RULE quiet AS ON DELETE TO tokens DO INSTEAD NOTHING`,
      `DROP RULE quiet ON tokens`,
      "rule quiet on tokens is none of Hakim's",
      'DROP RULE quiet on tokens',
    ],
    [
      `ALTER TABLE nodes ENABLE ROW LEVEL SECURITY`,
      `ALTER TABLE nodes DISABLE ROW LEVEL SECURITY`,
      'row security of nodes is on',
      'DISABLE ROW LEVEL SECURITY',
    ],
  ])('is found and mended: %s', async (statement, back, what, remedy) => {
    expect(await guards()).toMatchObject({ status: 'ok' })
    await ask(database.url, statement)
    expect(await guards()).toMatchObject({
      status: 'fail',
      detail: what,
      remedy: expect.stringContaining(remedy),
    })
    if (back !== null) await ask(database.url, back)
    await serverUrlOf(database.url)
    expect(await guards()).toMatchObject({ status: 'ok' })
  })

  test('is found in a view and in foreign keys too', async () => {
    const text = `SELECT pg_get_viewdef('node_deciders'::regclass) AS text`
    const db = await openDataSource(database.url, { poolSize: 1 })
    const [before] = await db.query<{ text: string }[]>(text)
    await db.query(
      `CREATE OR REPLACE VIEW node_deciders AS ${before?.text.replace('p.disabled_at IS NULL', 'true')}`,
    )
    await db.query(`ALTER TABLE node_owners DISABLE TRIGGER ALL`)
    const found = await databaseDifferences(db, SERVER)
    expect(found.map(({ what }) => what)).toEqual([
      'foreign keys of node_owners are disabled',
      'trigger hakim_actor_guard on node_owners is disabled',
      'trigger hakim_log_rights on node_owners is disabled',
      'trigger hakim_owner_guard on node_owners is disabled',
      'view node_deciders is another one than that of this installation',
    ])
    for (const { mend } of found) await db.query(mend ?? '')
    expect(await databaseDifferences(db, SERVER)).toEqual([])
    await db.destroy()
  })
})
