import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestFleet, testFleet } from '@/test/fleet'
import { openDataSource } from './data-source'
import { isRowRefused } from './failures'
import { keptQuery, preparedQuery } from './prepared-query'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(1)
})
afterAll(() => fleet.close())

const halve = (value: unknown) =>
  preparedQuery<{ half: number }>(fleet.db.manager, {
    ...{ name: 'halve', text: 'SELECT $1::int / 2 AS half', values: [value] },
  })

it('plans once per connection and releases the connection, even on failure', async () => {
  expect(await halve(8)).toEqual([{ half: 4 }])
  const failed = await halve('x').catch((error: unknown) => error)
  expect(isRowRefused(failed)).toBe(true)
  expect(JSON.stringify(failed)).not.toContain('values')
  expect(await halve(6)).toEqual([{ half: 3 }])
  expect(await fleet.db.query(`SELECT name FROM pg_prepared_statements`)).toEqual([{ name: 'halve' }])
})

it('runs in its manager’s transaction', async () => {
  const sql = 'CREATE TABLE passing (n int)'
  const undone = fleet.db.transaction(async (tx) => {
    await preparedQuery(tx, { name: 'create', text: sql })
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await fleet.db.query(`SELECT to_regclass('passing') AS found`)).toEqual([{ found: null }])
})

it('keeps the plans of a limited number of composed statements, in each pool', async () => {
  const second = await openDataSource(fleet.url, { poolSize: 1 })
  for (const [pool, { manager }] of [fleet.db, second].entries()) {
    const ask = (n: number) => keptQuery<{ n: number }>(manager, `SELECT ${n} + $1::int AS n`, [1])
    const statements = Array.from({ length: 50 }, (_, n) => 100 * pool + n)
    for (const n of [...statements, 100 * pool]) expect(await ask(n)).toEqual([{ n: n + 1 }])
    const [{ kept } = { kept: 0 }] = await manager.query<{ kept: number }[]>(
      `SELECT count(*)::int AS kept FROM pg_prepared_statements WHERE statement LIKE 'SELECT % + $1::int AS n'`,
    )
    expect(kept).toBe(32)
  }
  await second.destroy()
})
