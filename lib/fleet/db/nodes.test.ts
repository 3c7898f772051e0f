import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestFleet, testFleet } from '@/test/fleet'
import { readSparks } from './nodes'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(1)
})
afterAll(() => fleet.close())

it('reads a flood in the bucket in progress by its newest 20,000 reports, and all of any other node', async () => {
  const now = Math.floor(Date.now() / 1_000)
  const insert = (did: string, reports: number, oldest: number) =>
    fleet.db.query(
      `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
       SELECT $1, to_timestamp($2::float8 - n * 0.001), 'Healthy',
              jsonb_build_object('cpu_usage_percent', CASE WHEN n < $4 THEN 1 ELSE 99 END), '{}'
       FROM generate_series(0, $3 - 1) n`,
      [did, now, reports, oldest],
    )
  await insert('did:a:calm', 300, 299)
  await insert('did:a:flood', 20_100, 20_000)
  const from = (Math.floor(now / 3_600) - 1) * 3_600
  const rows = await readSparks(fleet.db.manager, ['did:a:calm', 'did:a:flood'], from, 7_200, 1)
  expect(new Map(rows.map(({ node_did, cpu_low, cpu_high }) => [node_did, [cpu_low, cpu_high]]))).toEqual(
    new Map([
      ['did:a:calm', [1, 99]],
      ['did:a:flood', [1, 1]],
    ]),
  )
})
