import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PersonViewer } from '@/lib/kernel/role'
import { statusStretches } from '@/lib/series/domain/status-stretches'
import { nodeCharts } from '@/lib/series/queries/node-charts'
import { retireReports } from '@/lib/series/services/retire-reports'
import { rollUp } from '@/lib/series/services/roll-up'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { testServer } from '@/test/query-server'

let fleet: TestFleet
let viewer: PersonViewer
const hourly = 'did:test:node:hourly'
const day = 86_400
const epoch = (Math.floor(Date.now() / 1_000 / day) - 20) * day
const hours = 4 * 24

beforeAll(async () => {
  fleet = await testServer()
  viewer = await testPerson(fleet.db, 'viewer', 'approver')
  await testNode(fleet.db, hourly, viewer.id)
  // At five past each hour, Warning until noon of the second day, nothing from 20:00 to 24:00 of the third; the
  // day of the last report is kept.
  await fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     SELECT $1, to_timestamp($2 + n * 3600 + 300), CASE WHEN n < 36 THEN 'Warning' ELSE 'Healthy' END, '{}', '{}'
     FROM generate_series(0, $3 - 1) n WHERE n NOT BETWEEN 68 AND 71`,
    [hourly, epoch, hours],
  )
})
afterAll(() => fleet.close())

const stretches = async (from: number, to: number) => {
  const charts = await nodeCharts(viewer, hourly, { from: epoch + from * 3_600, to: epoch + to * 3_600 })
  if (!charts) throw new Error('no such node')
  const { range } = charts
  expect(range.step).toBeLessThan(1_800)
  const found = statusStretches(charts)
  expect(found[0]?.from).toBe(range.from)
  return found.map(({ parts }) => parts.map(({ status, silence }) => status ?? silence).join())
}

it('is known from roll-ups when its raw report is gone', async () => {
  const both = async () => [await stretches(35.6, 60), await stretches(71.6, 90)]
  const expected = [
    ['Warning', 'Healthy'],
    ['no_report', 'Healthy'],
  ]
  expect(await both()).toEqual(expected)
  const later = new Date((epoch + 15 * day) * 1_000)
  while (await rollUp(fleet.db, later));
  expect(await retireReports(fleet.db, { reportDays: 8, rollUpDays: null }, later)).toBe(3 * 24 - 4)
  expect(await both()).toEqual(expected)
})
