import { Client, type PoolClient } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { migratedDatabase, type TestDatabase, testDatabase } from '@/test/database'
import { setUnexpected } from '@/test/database-settings'
import { serveDatabase } from '@/test/server-database'
import { withoutLimits } from './connection-options'
import { openDataSource } from './data-source'
import { migrate } from './migrate'
import { clockDatabase, database, ingestDatabase, liveDatabase, signInPool } from './server-database'

let shared: TestDatabase
let stop: () => Promise<void>
beforeAll(async () => {
  shared = await migratedDatabase()
  await setUnexpected(shared.url)
  stop = serveDatabase(shared.url)
})
afterAll(async () => {
  await stop()
  await shared.drop()
})

type Query = (sql: string) => Promise<Record<string, unknown>[]>

async function withSignInPool<T>(use: (query: Query) => Promise<T>): Promise<T> {
  return use(async (sql) => (await signInPool().query(sql)).rows)
}

async function withCommand<T>(use: (query: Query) => Promise<T>): Promise<T> {
  const db = await openDataSource(shared.url, { poolSize: 1 })
  const result = await use((sql) => db.query(sql))
  await db.destroy()
  return result
}

const ofServer =
  (open: typeof database) =>
  async <T>(use: (query: Query) => Promise<T>): Promise<T> => {
    const db = await open()
    return use((sql) => db.query(sql))
  }

it.each([
  ['pages', ofServer(database), { statement_timeout: '15s', lock_timeout: '2s' }],
  ['reports', ofServer(ingestDatabase), { statement_timeout: '10s', lock_timeout: '1s' }],
  ['live changes', ofServer(liveDatabase), { statement_timeout: '10s', lock_timeout: '1s' }],
  ['scheduled work', ofServer(clockDatabase), { statement_timeout: '2min', lock_timeout: '5s' }],
  ['sign-in', withSignInPool, { statement_timeout: '10s', lock_timeout: '2s' }],
  ['commands', withCommand, { statement_timeout: '0', lock_timeout: '30s' }],
])('a connection for %s has our settings, whatever the database has', async (_, using, limits) => {
  const names = Object.keys({ ...expected, ...limits })
  const found = await using((query) =>
    query(`SELECT ${names.map((name) => `current_setting('${name}') AS ${name}`).join(', ')}`),
  )
  expect(found).toEqual([{ ...expected, ...limits }])
  const values = await using((query) =>
    query(`SELECT timestamptz '2026-01-31 09:30:00.123Z' AS time, 0.1::float8 + 0.2 AS sum, '\\x00ff'::bytea AS bytes,
                  to_regclass('hakim_migrations') IS NOT NULL AS found, '{NULL}'::text[] AS none, 'é' AS letter`),
  )
  expect(values).toEqual([
    {
      time: new Date('2026-01-31T09:30:00.123Z'),
      sum: 0.30000000000000004,
      bytes: Buffer.from([0, 255]),
      found: true,
      none: [null],
      letter: 'é',
    },
  ])
})

const expected = {
  client_encoding: 'UTF8',
  datestyle: 'ISO, MDY',
  timezone: 'UTC',
  intervalstyle: 'postgres',
  bytea_output: 'hex',
  extra_float_digits: '1',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
  transform_null_equals: 'off',
  default_transaction_isolation: 'read committed',
  search_path: 'public, elsewhere',
}

it('lifts the limits of one connection while work needs none', async () => {
  const runner = (await clockDatabase()).createQueryRunner()
  const limit = async () =>
    (await runner.query(`SELECT current_setting('statement_timeout') AS limit`))[0]?.limit
  const client: PoolClient = await runner.connect()
  expect(await withoutLimits(client, limit)).toBe('0')
  expect(await limit()).toBe('2min')
  await runner.release()
})

/** Runs one statement as any other program would. */
async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(sql)
  await client.end()
  return rows
}

async function pathAt(url: string): Promise<unknown> {
  const db = await openDataSource(url, { poolSize: 1 })
  const [row] = await db.query(`SELECT current_setting('search_path') AS path`)
  await db.destroy()
  return row?.path
}

it('migrates in the first schema of the path, finds it there later, and keeps to a path of the address', async () => {
  const { url, drop } = await testDatabase()
  const alter = `ALTER DATABASE ${new URL(url).pathname.slice(1)}`
  await ask(url, 'CREATE SCHEMA tenant')
  await ask(url, `${alter} SET search_path = tenant, public`)
  await migrate(url)
  await ask(url, `${alter} SET search_path = ''`)
  expect(await migrate(url)).toEqual({ applied: [], functions: [], restored: [] })
  expect(await pathAt(url)).toBe('tenant')
  expect(await pathAt(`${url}?options=-c%20search_path%3Dpublic`)).toBe('public')
  await drop()
}, 120_000)
