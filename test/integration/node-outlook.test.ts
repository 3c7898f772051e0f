import { afterAll, beforeAll, expect, it } from 'vitest'
import { forecastTexts } from '@/lib/series/domain/forecast-text'
import { nodeOutlook, noOutlook } from '@/lib/series/queries/forecasts'
import { usualBands } from '@/lib/series/queries/usual-bands'
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

it('draws a forecast only where it was asked for, from the hours that it rests on', async () => {
  const { fills, charts } = await nodeOutlook(testAgent(did), did, {
    latest,
    to,
    drawn: ['disk_usage_gb', 'cpu_usage_percent'],
  })
  expect(fills).toEqual(['disk_usage_gb'])
  expect(Object.keys(charts)).toEqual(['disk_usage_gb'])
  const { hours, ahead, limit, now, forecast } = charts.disk_usage_gb ?? expect.fail('no chart')
  expect([hours.length, hours.at(-1), limit, now]).toEqual([14 * 24, 759, 1_000, to])
  // 24 GB a day, and 241 GB are left.
  const full = forecast?.kind === 'full' ? to + forecast.from * 86_400 : Number.NaN
  expect(ahead[0]).toMatchObject({ x: to, value: expect.closeTo(760, -1) })
  expect(ahead.find(({ band: [, high] }) => high >= 1_000)?.x).toBeCloseTo(full, 0)
})

it('the band of what is usual goes by the weeks before, and says why it is not drawn', async () => {
  const asked = ['cpu_usage_percent', 'nobody_reports_this', 'requests_total']
  const found = await usualBands(testAgent(did), did, asked, { from: to - 86_400, to })
  const { band } = found.cpu_usage_percent ?? expect.fail('no band')
  expect(band?.from).toBe(to - 86_400)
  expect(band?.low).toHaveLength(24)
  // The last two hours are beyond it.
  expect(band?.high.at(-1)).toBeLessThan(80)
  expect(found.nobody_reports_this?.why).toMatch(/needs 4 weeks .*; there are none\.$/)
  expect(found.requests_total?.why).toMatch(/^A counter/)
  const long = await usualBands(testAgent(did), did, asked, { from: to - 90 * 86_400, to })
  expect(long.cpu_usage_percent?.why).toMatch(/35 days/)
  const early = await usualBands(testAgent(did), did, ['cpu_usage_percent'], {
    from: to - 35 * 86_400 - 1e6,
    to: to - 35 * 86_400,
  })
  expect(early.cpu_usage_percent?.band).not.toBeNull()
})

it('says nothing of a node that the viewer may not see', async () => {
  await fleet.db.query(`UPDATE nodes SET restricted = true WHERE node_did = $1`, [did])
  const stranger = await testPerson(fleet.db, 'stranger', 'operator')
  expect(await nodeOutlook(stranger, did, { latest, to, drawn: ['disk_usage_gb'] })).toEqual(noOutlook)
  expect(await usualBands(stranger, did, ['cpu_usage_percent'], { from: to - 86_400, to })).toEqual({})
})
