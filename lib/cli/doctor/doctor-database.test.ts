import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkDatabase } from '@/lib/cli/doctor/doctor-database'
import { openDataSource } from '@/lib/db/connection/data-source'
import { migrate } from '@/lib/db/connection/migrate'
import { type TestDatabase, testDatabase } from '@/test/database'
import { ask } from '@/test/embedded-postgres'
import { serverUrlOf } from '@/test/server-role'

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
    rights: 'ok',
    roles: 'ok',
    'uuid-ossp': 'ok',
    schema: 'ok',
    clock: 'ok',
    'roll-ups': 'ok',
    'audit log': 'ok',
    retention: 'ok',
  }
  expect(await statuses(database.url)).toEqual({ ...fine, schema: 'warn' })
  await migrate(database.url)
  expect(await statuses(database.url)).toEqual(fine)
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
