import { afterAll, beforeAll, expect, it } from 'vitest'
import { forecastTexts } from '@/lib/series/domain/forecast-text'
import { nodeOutlook, noOutlook } from '@/lib/series/queries/forecasts'
import { rollUp } from '@/lib/series/services/roll-up'
import { type TestFleet, testAgent, testPerson } from '@/test/fleet'
import { testServer } from '@/test/query-server'

const did = 'did:test:node:filling'
const hour = 3_600
const to = Math.floor(Date.now() / 1_000 / hour) * hour

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testServer()
  // Nine weeks of a report an hour, by plain SQL: 24 GB more every day for two weeks, and a processor that is busy for two hours.
  await fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     SELECT $1, to_timestamp($2::float8 - h * 3600 + 60), 'Healthy',
            jsonb_build_object('disk_usage_gb', greatest(400, 760 - h), 'disk_total_gb', 1000,
                               'cpu_usage_percent', CASE WHEN h <= 2 THEN 80 ELSE 20 + h % 5 END), '{}'
     FROM generate_series(1, 9 * 168) h`,
    [did, to],
  )
})
afterAll(() => fleet.close())

const latest = { disk_usage_gb: 759, disk_total_gb: 1_000, cpu_usage_percent: 80 }

it('foresees when a disk is full and says what is unusual, from raw reports and from roll-ups alike', async () => {
  const outlook = () => nodeOutlook(testAgent(did), did, { latest, to })
  const raw = await outlook()
  expect(forecastTexts(raw.forecasts)).toEqual({
    disk_usage_gb: expect.stringMatching(/^Full in (9–10|10|10–11) d$/),
  })
  expect(raw.unusual).toMatchObject({ cpu_usage_percent: 'higher' })
  while (await rollUp(fleet.db, new Date()));
  expect(await outlook()).toEqual(raw)
})

it('says nothing of a node that the viewer may not see', async () => {
  await fleet.db.query(`UPDATE nodes SET restricted = true WHERE node_did = $1`, [did])
  const stranger = await testPerson(fleet.db, 'stranger', 'operator')
  expect(await nodeOutlook(stranger, did, { latest, to })).toEqual(noOutlook)
})
