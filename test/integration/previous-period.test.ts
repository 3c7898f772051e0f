import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { PersonViewer } from '@/lib/kernel/role'
import { nodeCharts } from '@/lib/series/queries/node-charts'
import { retireReports } from '@/lib/series/services/retire-reports'
import { rollUp } from '@/lib/series/services/roll-up'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { testServer } from '@/test/query-server'

let fleet: TestFleet
let viewer: PersonViewer
const did = 'did:test:node:previous'
const day = 86_400
const epoch = (Math.floor(Date.now() / 1_000 / day) - 12) * day
const hour = (n: number): number => epoch + n * 3_600

beforeAll(async () => {
  fleet = await testServer()
  viewer = await testPerson(fleet.db, 'viewer', 'operator')
  await testNode(fleet.db, did, viewer.id)
  // Every minute of ten days a wave and a counter; silent from 08:00 to 09:30 of the second day, without CPU until 10:00.
  await fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     SELECT $1, to_timestamp($2 + n * 60 + 5), 'Healthy',
            CASE WHEN n BETWEEN 2010 AND 2039 THEN jsonb_build_object('requests_total', n * 7)
                 ELSE jsonb_build_object('cpu_usage_percent', round(50 + 40 * sin(n / 97.0)), 'requests_total', n * 7) END, '{}'
     FROM generate_series(0, 14399) n WHERE n NOT BETWEEN 1920 AND 2009`,
    [did, epoch],
  )
})
afterAll(() => fleet.close())

type Asked = { from: number; to: number; zone?: string; metrics?: string[] }

async function charts(request: Asked & { previous?: boolean }) {
  const found = await nodeCharts(viewer, did, request)
  if (!found) throw new Error('no such node')
  return found
}

const both = async (request: Asked) => {
  const { previous, ...shown } = await charts({ ...request, previous: true })
  if (!previous) throw new Error('no previous period')
  return { previous, shown }
}

describe.each([
  ['raw reports', { from: hour(40), to: hour(41) + 17 }],
  ['a day', { from: hour(48), to: hour(72) }],
  ['a day that begins within a bucket', { from: hour(48) + 453, to: hour(72) + 453 }],
  ['four days', { from: hour(5 * 24), to: hour(9 * 24) }],
  ['days of a zone', { from: hour(5 * 24 - 1), to: hour(9 * 24 - 1), zone: 'Europe/Berlin' }],
  ['one metric', { from: hour(48), to: hour(72), metrics: ['requests_total'] }],
])('%s', (_, request) => {
  it('are the same with and without the period before', async () => {
    const { shown } = await both(request)
    const { previous, ...alone } = await charts(request)
    expect(previous).toBeNull()
    expect(shown).toEqual(alone)
  })

  it('come with as many buckets before, each as it is when it is read alone', async () => {
    const { previous, shown } = await both(request)
    const buckets = shown.range.edges.length - 1
    expect(previous.range.edges).toHaveLength(buckets + 1)
    const shift = (shown.range.edges[0] ?? 0) - (previous.range.edges[0] ?? 0)
    const length = request.to - request.from
    expect(shift).toBeGreaterThanOrEqual(length)
    expect(shift - length).toBeLessThan(shown.range.step)
    const alone = await charts({ ...request, from: previous.range.from, to: previous.range.to })
    expect(alone.range.step).toBe(shown.range.step)
    expect(alone.range.edges).toEqual(previous.range.edges)
    expect(previous.status).toEqual(alone.status)
    for (const metric of shown.metrics) {
      const { min, avg, max, count } = alone.series[metric] ?? {}
      expect(previous.series[metric]).toMatchObject({ min, avg, max, count })
    }
  })
})

it('has its own gaps, and says why a bucket has no value', async () => {
  const { previous, shown } = await both({ from: hour(2 * 24), to: hour(3 * 24) })
  expect(shown.gaps).toEqual([])
  expect(previous.gaps).toEqual([{ from: hour(32), to: hour(33.5) }])
  const missing = previous.series.cpu_usage_percent?.missing ?? []
  expect(new Set(missing)).toEqual(new Set([null, 'no_report', 'no_value']))
  expect(missing.filter((reason) => reason === 'no_report')).toHaveLength(18)
  expect(missing.filter((reason) => reason === 'no_value')).toHaveLength(6)
})

it('has only the metrics of the range, and values of none that came later', async () => {
  const { previous, shown } = await both({ from: hour(33.5), to: hour(33.9) })
  expect(shown.metrics).toEqual(['requests_total'])
  expect(Object.keys(previous.series)).toEqual(['requests_total'])
  expect(previous.series.requests_total?.avg.every((value) => value === null)).toBe(true)
})

it('is one read of the buckets, with or without it', async () => {
  const query = vi.spyOn(pg.Client.prototype, 'query')
  try {
    for (const previous of [false, true]) {
      query.mockClear()
      await charts({ from: hour(48), to: hour(72), previous })
      const reads = query.mock.calls.filter(([sent]) => JSON.stringify(sent).includes('hakim_series_parts'))
      expect(reads).toHaveLength(1)
    }
  } finally {
    query.mockRestore()
  }
})

it('has no finer buckets than the roll-ups that are left of it', async () => {
  const request = { from: hour(5 * 24), to: hour(5 * 24 + 2) }
  expect((await both(request)).shown.range.step).toBe(30)
  const later = new Date(hour(12 * 24) * 1_000)
  while (await rollUp(fleet.db, later));
  expect(await retireReports(fleet.db, { reportDays: 7, rollUpDays: null }, later)).toBe(5 * 1_440 - 90)
  const { previous, shown } = await both(request)
  expect(shown.range.step).toBe(300)
  expect(previous.series.cpu_usage_percent?.count).toEqual(Array.from({ length: 24 }, () => 5))
  expect((await charts(request)).range.step).toBe(30)
})
