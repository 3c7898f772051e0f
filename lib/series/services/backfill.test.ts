import { Client } from 'pg'
import type { DataSource } from 'typeorm'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { openDataSource } from '@/lib/db/connection/data-source'
import { migrate } from '@/lib/db/connection/migrate'
import { backfillProgress } from '@/lib/series/db/backfill'
import { GivenSchema1764000000000 } from '@/migrations/1764000000000-given-schema'
import { type TestDatabase, testDatabase } from '@/test/database'
import { did, insertRows, readRange } from '@/test/series'
import { backfill } from './backfill'

const day = 86_400
const now = Math.floor(Date.now() / 1_000)
const perNode = 40_000
const silentSince = now - 90 * day

let database: TestDatabase
let db: DataSource

/** Two nodes that report every minute and one that fell silent long ago, in the given tables only: over 16 MB. */
beforeAll(async () => {
  database = await testDatabase()
  const bare = await openDataSource(database.url, { poolSize: 1 })
  const runner = bare.createQueryRunner()
  await new GivenSchema1764000000000().up(runner)
  await runner.release()
  await bare.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     SELECT 'did:a:' || n, to_timestamp($1::float8 - m * 60), CASE WHEN m < 50 THEN 'Warning' ELSE 'Healthy' END,
            jsonb_build_object('x', m), jsonb_build_object('filler', repeat('x', 200))
     FROM generate_series(0, ${perNode - 1}) m, generate_series(1, 2) n`,
    [now - 60],
  )
  await bare.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     SELECT 'did:silent', to_timestamp($1::float8 - m * 60), CASE WHEN m < 7 THEN 'Error' ELSE 'Healthy' END,
            '{"x": 1}', '{}' FROM generate_series(0, 999) m`,
    [silentSince],
  )
  await bare.destroy()
  await migrate(database.url)
  db = await openDataSource(database.url, { poolSize: 4 })
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

const latest = async (node: string) => {
  const [row] = await db.query<{ at: number; since: number; status: string; cadence: number | null }[]>(
    `SELECT date_part('epoch', timestamp) AS at, date_part('epoch', status_since) AS since, status,
            cadence_seconds AS cadence FROM node_latest WHERE node_did = $1`,
    [node],
  )
  return row
}
const indexIsValid = async (): Promise<boolean | undefined> => {
  const [row] = await db.query<{ valid: boolean }[]>(
    `SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass('idx_health_reports_node_time')`,
  )
  return row?.valid
}
const samples = async (from: number, step: number): Promise<number> => {
  const range = { from: Math.floor(from / step) * step, to: now, step }
  const buckets = (await readRange(db, range, ['x'])).metrics.get('x') ?? []
  return buckets.reduce((sum, { count }) => sum + count, 0)
}

it('a migration leaves a large table to the background, and charts are right meanwhile', async () => {
  expect(await indexIsValid()).toBeUndefined()
  const nodes = await db.query(`SELECT node_did FROM nodes ORDER BY 1`)
  expect(nodes).toEqual([{ node_did: 'did:a:1' }, { node_did: 'did:a:2' }, { node_did: 'did:silent' }])
  expect(await latest(did)).toMatchObject({ at: now - 60, status: 'Warning' })
  expect(await samples(now - 40 * day, day)).toBe(perNode)
  expect(await backfillProgress(db.manager)).toMatchObject({ nodesWaiting: 3, beforeDay: null })
})

it('a writer is not blocked by latest states that have not been read yet', async () => {
  await insertRows(db, [{ did: 'did:silent', at: now - 30, metrics: '{"x": 2}', status: 'Error' }])
  expect(await latest('did:silent')).toMatchObject({ at: now - 30, status: 'Error', since: now - 30 })
  await db.query(
    `DELETE FROM health_reports WHERE target_node_did = 'did:silent' AND timestamp > to_timestamp($1)`,
    [now - 3_600],
  )
})

it('an index left half built by a kill is rebuilt', async () => {
  const old = new Client({ connectionString: database.url })
  await old.connect()
  onTestFinished(() => old.end())
  await old.query(`BEGIN ISOLATION LEVEL REPEATABLE READ`)
  await old.query(`SELECT count(*) FROM people`)
  const building = backfill(db, 0).catch((error: unknown) => error)
  // Once it waits for that transaction, its half is stored. Before, it may wait for the table, which autovacuum locks too.
  for (let found: unknown[] = []; found.length === 0; )
    found = await db.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE query LIKE '%CREATE INDEX CONCURRENTLY%' AND wait_event = 'virtualxid'
         AND datname = current_database() AND pid <> pg_backend_pid()`,
    )
  expect(await building).toBeInstanceOf(Error)
  expect(await indexIsValid()).toBe(false)
  await old.query('COMMIT')
  await backfill(db, 0)
  expect(await indexIsValid()).toBe(true)
})

it('the backfill reads the latest states, then rolls up everything, and continues after every stop', async () => {
  let rounds = 1
  for (; await backfill(db, 0); rounds += 1) expect(await samples(now - 40 * day, day)).toBe(perNode)
  expect(rounds).toBeGreaterThan(8)
  expect(await latest('did:silent')).toMatchObject({ at: silentSince, since: silentSince - 360, cadence: 60 })
  expect(await latest(did)).toMatchObject({ at: now - 60, since: now - 50 * 60, cadence: 60 })
  expect(await backfillProgress(db.manager)).toEqual({ nodesWaiting: 0, beforeDay: null, oldestDay: null })
  for (const step of [300, 3_600, 21_600, day]) expect(await samples(now - 40 * day, step)).toBe(perNode)
  const [rolled] = await db.query<{ n: number }[]>(
    `SELECT sum(c)::int AS n FROM roll_ups, unnest(count) AS c WHERE tier = 86400`,
  )
  expect(rolled?.n).toBe(2 * perNode + 1_000)
})
