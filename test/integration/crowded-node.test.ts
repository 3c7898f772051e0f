import type { EntityManager } from 'typeorm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readSparks } from '@/lib/fleet/db/sparks'
import { nodeBuckets } from '@/lib/series/queries/node-buckets'
import { rollUpCrowded } from '@/lib/series/services/roll-up'
import { type TestFleet, testFleet } from '@/test/fleet'
import { did, scopeOf } from '@/test/series'

/** Reports of one node in two minutes, over two buckets; `batch` of them in an insert, and two inserts between two runs of the clock. */
const [reports, batch, seconds] = [124_000, 4_000, 120]

/** On the page, at most so many of them are read. */
const bound = 20_000

const begins = Date.UTC(2026, 0, 5, 11, 4) / 1_000
const now = begins + seconds
let fleet: TestFleet

beforeAll(async () => {
  fleet = await testFleet(3)
  for (let first = 0; first < reports; first += batch) {
    await fleet.db.query(
      `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
       SELECT $1, to_timestamp($2 + n * ${seconds}.0 / ${reports}), 'Healthy', jsonb_build_object('cpu_usage_percent', n % 100), '{}'
       FROM generate_series($3::int, $3::int + ${batch - 1}) n`,
      [did, begins, first],
    )
    if ((first / batch) % 2 === 1)
      await rollUpCrowded(fleet.db, new Date((begins + (first / reports) * seconds) * 1_000))
  }
  // What comes next still waits.
  expect((await fleet.db.query(`SELECT 1 FROM roll_up_marks`)).length).toBeLessThan(3)
}, 600_000)
afterAll(() => fleet.close())

/** How many rows of reports the transaction has read so far, and what else its connection has not told yet. */
async function readSoFar(tx: EntityManager): Promise<number> {
  const [table] = await tx.query<{ rows: number }[]>(
    `SELECT (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int AS rows
     FROM pg_stat_xact_user_tables WHERE relname = 'health_reports'`,
  )
  return table?.rows ?? Number.NaN
}

async function rowsRead<T>(work: (tx: EntityManager) => Promise<T>): Promise<{ found: T; rows: number }> {
  return fleet.db.transaction(async (tx) => {
    const before = await readSoFar(tx)
    const found = await work(tx)
    return { found, rows: (await readSoFar(tx)) - before }
  })
}

const sum = (values: readonly number[] | undefined): number =>
  (values ?? []).reduce((all, one) => all + one, 0)

it.each([
  { name: 'a day', from: now - 86_400, to: now },
  { name: 'a quarter of an hour', from: now - 900, to: now },
  { name: 'nine weeks', from: now - 63 * 86_400, to: now },
])(
  'the charts over $name read a bounded number of reports of a node with very many, and count all',
  async ({ from, to }) => {
    const scope = await scopeOf(fleet.db, did)
    const { found, rows } = await rowsRead((tx) => nodeBuckets(tx, scope, { from, to, metrics: null }, to))
    expect(sum(found?.status.reports)).toBe(reports)
    expect(sum(found?.series.cpu_usage_percent?.count)).toBe(reports)
    expect(rows).toBeLessThan(bound)
  },
)

it('so do the sparklines of the fleet', async () => {
  const { found, rows } = await rowsRead((tx) => readSparks(tx, [did], now - 86_400, 3_600, 24))
  expect(found).toMatchObject([{ cpu_low: 0, cpu_high: 99, cpu: expect.closeTo(49.5) }])
  expect(rows).toBeLessThan(bound)
})
