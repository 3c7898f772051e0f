import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type TestFleet, testFleet } from '@/test/fleet'
import { did, insertRows, readRange } from '@/test/series'
import { retireReports } from './retire-reports'
import { rollUp } from './roll-up'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(2)
})
afterAll(() => fleet.close())
beforeEach(async () => {
  await fleet.db.query(`TRUNCATE health_reports`)
  await fleet.db.query(`DELETE FROM nodes`)
})

const day = 86_400
const epoch = Date.UTC(2026, 0, 5) / 1_000
const later = (seconds: number): Date => new Date((epoch + seconds) * 1_000)

const older = Array.from({ length: 600 }, (_, n) => ({ did, at: epoch + n * 600, metrics: `{"x": ${n}}` }))
const reports = async (): Promise<number> => {
  const [row] = await fleet.db.query<{ n: number }[]>(`SELECT count(*)::int AS n FROM health_reports`)
  return row?.n ?? -1
}

it('is off by default', async () => {
  await insertRows(fleet.db, older)
  await rollUp(fleet.db, later(900 * day))
  expect(await retireReports(fleet.db, { reportDays: null, rollUpDays: null }, later(900 * day))).toBe(0)
  expect(await reports()).toBe(600)
})

it('keeps what is not rolled up, and each node’s latest report', async () => {
  await insertRows(fleet.db, older)
  const keepOne = { reportDays: 1, rollUpDays: null }
  expect(await retireReports(fleet.db, keepOne, later(900 * day))).toBe(0)
  await rollUp(fleet.db, later(900 * day))
  expect(await retireReports(fleet.db, keepOne, later(900 * day))).toBe(576)
  expect(await reports()).toBe(24)
  const [latest] = await fleet.db.query<{ at: number }[]>(
    `SELECT date_part('epoch', timestamp) AS at FROM node_latest WHERE node_did = $1`,
    [did],
  )
  expect(latest?.at).toBe(epoch + 599 * 600)
})

it('forgets that a report was ahead of its arrival once it is deleted', async () => {
  const now = Math.floor(Date.now() / 1_000)
  const later = new Date((now + 900 * day) * 1_000)
  await insertRows(
    fleet.db,
    [2, 2, 3].map((days, n) => ({ did, at: now + days * day + n, metrics: '{"x": 1}' })),
  )
  const marked = async () => (await fleet.db.query(`SELECT FROM reports_ahead`)).length
  expect(await marked()).toBe(3)
  await rollUp(fleet.db, later)
  expect(await retireReports(fleet.db, { reportDays: 1, rollUpDays: null }, later)).toBe(3)
  expect(await marked()).toBe(0)
})

it('deletes the roll-ups of deleted reports once their own retention is over', async () => {
  await insertRows(fleet.db, older)
  await rollUp(fleet.db, later(900 * day))
  const range = { from: epoch, to: epoch + 4 * day, step: day }
  const countOf = async () => [...(await readRange(fleet.db, range, ['x'])).reports.values()]
  await retireReports(fleet.db, { reportDays: 1, rollUpDays: 900 }, later(900 * day))
  expect(await countOf()).toEqual([144, 144, 144, 144])
  await retireReports(fleet.db, { reportDays: 1, rollUpDays: 900 }, later(902 * day))
  expect(await countOf()).toEqual([144, 144])
})
