import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDataSource } from '@/lib/db/connection/data-source'
import { backfillProgress } from '@/lib/series/db/backfill'
import { type TestFleet, testFleet } from '@/test/fleet'
import { aggregate, did, insertRows, type Row, readRange, same } from '@/test/series'
import { backfill } from './backfill'

const day = 86_400
const epoch = Date.UTC(2026, 0, 5) / 1_000
const newestDay = epoch / day - 1
const nodes = 700
const lastReadable = Date.UTC(9999, 11, 31) / 1_000

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(4)
})
afterAll(() => fleet.close())

/** As the migration leaves a database that it adopts, with the reports of these rows in it. */
async function adopt(rows: readonly Row[]): Promise<void> {
  await fleet.db.query(`TRUNCATE health_reports`)
  await fleet.db.query(`DELETE FROM nodes`)
  await insertRows(fleet.db, rows)
  await fleet.db.query(`TRUNCATE node_latest, roll_up_marks, roll_up_dirty_days`)
  await fleet.db.query(`UPDATE nodes SET backfill_before_day = 2932897`)
}

const number = async (sql: string): Promise<number | null> => {
  const [row] = await fleet.db.query<{ n: number | null }[]>(sql)
  return row?.n ?? null
}
const rolledUp = (): Promise<number | null> =>
  number(`SELECT sum(c)::int AS n FROM roll_ups, unnest(count) AS c WHERE tier = 86400`)

/** Lately two reports, one of last month, one of two years ago and one of eight, at different times for each node. */
const gaps = [0.2, 0.7, 30, 731, 2_922]
const withGaps = Array.from({ length: nodes }, (_, node) =>
  gaps.map((age) => ({ did: `did:a:${node}`, at: epoch - age * day - node * 7, metrics: `{"x": ${age}}` })),
).flat()

it('handles many nodes at once, skips years without reports, and goes back in time evenly across nodes', async () => {
  await adopt(withGaps)
  const range = { from: epoch - 3_000 * day, to: epoch + day, step: day }
  const reached: number[] = []
  let rounds = 0
  for (let more = true; more; rounds += 1) {
    more = await backfill(fleet.db, 0)
    same(await readRange(fleet.db, range, null), aggregate(withGaps, range))
    const { nodesWaiting, beforeDay } = await backfillProgress(fleet.db.manager)
    if (nodesWaiting === 0 || beforeDay === null) continue
    reached.push(beforeDay)
    // A chart of the last week is quick for every node before the older weeks of any.
    const oldest = await number(`SELECT min(chunk) AS n FROM roll_ups WHERE tier = 86400`)
    if (oldest !== null) expect(oldest).toBeGreaterThanOrEqual(beforeDay - 7)
  }
  expect(rounds).toBeLessThan(25)
  expect(reached[0]).toBe(newestDay + 1)
  expect(reached).toEqual([...reached].sort((a, b) => b - a))
  expect(new Set(reached).size).toBeGreaterThan(3)
  expect(await rolledUp()).toBe(withGaps.length)
  expect(await number(`SELECT count(*)::int AS n FROM node_latest`)).toBe(nodes)
})

it('continues after a kill at any point', async () => {
  await adopt(withGaps)
  const killer = await openDataSource(fleet.url, { poolSize: 1 })
  let killed = 0
  const kill = setInterval(async () => {
    const found = await killer.query<unknown[]>(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()
         AND query ~ 'roll_up|backfill_before_day|hakim_refresh_latest'`,
    )
    killed += found.length
    if (killed >= 6) clearInterval(kill)
  }, 35)
  const range = { from: epoch - 3_000 * day, to: epoch + day, step: day }
  for (let more = true; more; ) {
    more = await backfill(fleet.db, 0).catch(() => true)
    if (killed < 6) continue
    same(await readRange(fleet.db, range, null), aggregate(withGaps, range))
  }
  clearInterval(kill)
  await killer.destroy()
  expect(killed).toBeGreaterThan(0)
  expect(await rolledUp()).toBe(withGaps.length)
  same(await readRange(fleet.db, range, null), aggregate(withGaps, range))
})

it('handles a day with more reports than one step takes and the last readable day, then ends', async () => {
  const full = Array.from({ length: 13_000 }, (_, n) => ({ did, at: epoch - n * 6, metrics: `{"x": ${n}}` }))
  const rows = [...full, { did, at: lastReadable, metrics: '{"x": 7}' }]
  await adopt(rows)
  let rounds = 0
  while (rounds < 20 && (await backfill(fleet.db, 0))) rounds += 1
  expect(rounds).toBeLessThan(20)
  expect(await backfillProgress(fleet.db.manager)).toMatchObject({ nodesWaiting: 0 })
  const recent = { from: epoch - 2 * day, to: epoch + 300, step: 300 }
  const last = { from: lastReadable, to: lastReadable + 3_600, step: 3_600 }
  for (const range of [recent, { ...recent, step: day, to: epoch + day }, last])
    same(await readRange(fleet.db, range, null), aggregate(rows, range))
  expect(await rolledUp()).toBe(full.length)
})
