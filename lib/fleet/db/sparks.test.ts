import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestFleet, testFleet } from '@/test/fleet'
import { readSparks } from './sparks'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(1)
})
afterAll(() => fleet.close())

it('of a flood in one bucket counts the newest of them; of other nodes and what is not rolled up yet, all', async () => {
  // The last second of a bucket, so that all reports are in one.
  const last = Math.floor(Date.now() / 300_000) * 300 - 1
  const insert = (did: string, reports: number, peaksFrom: number) =>
    fleet.db.query(
      `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
       SELECT $1, to_timestamp($2::float8 - n * 0.001), 'Healthy',
              jsonb_build_object('cpu_usage_percent', CASE WHEN n < $4 THEN 1 ELSE 99 END), '{}'
       FROM generate_series(0, $3 - 1) n`,
      [did, last, reports, peaksFrom],
    )
  await insert('did:a:calm', 200, 199)
  await insert('did:a:flood', 300, 200)
  await insert('did:a:adopted', 300, 200)
  await fleet.db.query(
    `UPDATE nodes SET backfill_before_day = floor($1::float8 / 86400) + 2 WHERE node_did = 'did:a:adopted'`,
    [last],
  )
  const from = (Math.floor(last / 3_600) - 1) * 3_600
  const nodes = ['did:a:calm', 'did:a:flood', 'did:a:adopted']
  const rows = await readSparks(fleet.db.manager, nodes, from, 7_200, 1, 200)
  expect(
    Object.fromEntries(rows.map(({ node_did, cpu_low, cpu_high }) => [node_did, [cpu_low, cpu_high]])),
  ).toEqual({ 'did:a:calm': [1, 99], 'did:a:flood': [1, 1], 'did:a:adopted': [1, 99] })
})
