import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readFleet } from '@/lib/fleet/db/nodes'
import { readSparks } from '@/lib/fleet/db/sparks'
import { alignRange } from '@/lib/series/domain/time-range'
import { trace, traceNames } from '@/test/data-folder'
import { type TestFleet, testFleet } from '@/test/fleet'
import { aggregate, did, insertRows, metricsText, type Row, readRange, same, scopeOf } from '@/test/series'
import { readDiagnoses } from './series'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(2)
})
afterAll(() => fleet.close())
beforeEach(() => fleet.db.query(`TRUNCATE health_reports`))

const epoch = Date.UTC(2026, 0, 1) / 1_000
const insert = (rows: readonly Row[]): Promise<unknown> => insertRows(fleet.db, rows)
const read = (range: Parameters<typeof aggregate>[1], names: string[] | null) =>
  readRange(fleet.db, range, names)

const row: fc.Arbitrary<Row> = fc.record({
  did: fc.constantFrom(did, did, did, 'did:a:2'),
  // Including the exact edges of buckets, and microseconds.
  at: fc.oneof(
    fc.integer({ min: 0, max: 720 }).map((n) => epoch + n * 10),
    fc.integer({ min: 0, max: 7_199_999 }).map((ms) => epoch + ms / 1_000),
  ),
  metrics: metricsText,
  status: fc.constantFrom('Healthy', 'Error', 'constructor'),
})
const window = fc
  .tuple(
    fc.integer({ min: -100, max: 7_000 }),
    fc.integer({ min: 1, max: 7_500 }),
    fc.integer({ min: 1, max: 300 }),
  )
  .map(([from, length, maxPoints]) => alignRange(epoch + from, epoch + from + length, maxPoints))

describe('a series', () => {
  it('equals a plain aggregation of the reports', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 80, size: 'max' }), window, async (rows, range) => {
        await fleet.db.query(`TRUNCATE health_reports`)
        await insert(rows)
        same(await read(range, null), aggregate(rows, range))
      }),
      { numRuns: 100 },
    )
  })

  it('holds every sample once, whatever the step', async () => {
    const rows = Array.from({ length: 2_000 }, (_, n) => ({
      did,
      at: epoch + n * 7.3,
      metrics: `{"x": ${n}}`,
    }))
    await insert(rows)
    for (const maxPoints of [1, 7, 100, 300, 1_000]) {
      const range = alignRange(epoch, epoch + 20_000, maxPoints)
      const { metrics, reports } = await read(range, ['x', 'y'])
      const x = metrics.get('x') ?? []
      expect(x.reduce((total, { count }) => total + count, 0)).toBe(2_000)
      expect(x.reduce((total, { sum }) => total + sum, 0) / ((2_000 * 1_999) / 2)).toBeCloseTo(1, 9)
      expect([...reports].sort()).toEqual(x.map(({ t, count }) => [`${t} Healthy`, count]).sort())
    }
  })

  it('begins with its first second and ends before its last', async () => {
    await insert([0, 60, 119.999999, 120].map((offset) => ({ did, at: epoch + offset, metrics: '{"x": 1}' })))
    const found = await read({ from: epoch + 60, to: epoch + 120, step: 60 }, null)
    expect(found.metrics.get('x')).toMatchObject([{ t: epoch + 60, count: 2 }])
  })
})

describe('a series of real traces', () => {
  it('equals a plain aggregation, hour by hour and day by day', async () => {
    for (const name of traceNames) {
      await fleet.db.query(`TRUNCATE health_reports`)
      const rows = trace(name).map(({ at, value }) => ({ did, at, metrics: `{"value": ${value}}` }))
      expect(rows.length).toBeGreaterThan(1_000)
      await insert(rows)
      const first = rows[0]?.at ?? 0
      for (const [length, maxPoints] of [
        [86_400 * 20, 300],
        [86_400, 300],
        [86_400 * 20, 20],
      ] as const) {
        const range = alignRange(first, first + length, maxPoints)
        same(await read(range, ['value']), aggregate(rows, range))
      }
    }
  })
})

it('sparklines average like series, and extreme times or values do not break the fleet', async () => {
  await insert([
    { did, at: epoch + 10, metrics: '{"cpu_usage_percent": 10, "memory_usage_mb": 1e200}' },
    { did, at: epoch + 20, metrics: '{"cpu_usage_percent": 30, "memory_usage_mb": -1e200}' },
    { did, at: epoch + 1_810, metrics: '{"cpu_usage_percent": "x", "memory_usage_mb": 1e400}' },
    { did: 'did:a:2', at: epoch + 10, metrics: '[]' },
  ])
  await fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report)
     SELECT $1, time::timestamptz, 'constructor', '{}' FROM unnest(ARRAY['infinity', '290000-01-01']) AS time`,
    [did],
  )
  const sparks = await readSparks(fleet.db.manager, [did, 'did:a:3'], epoch, 1_800, 48)
  expect(sparks).toEqual([
    {
      node_did: did,
      bucket: 0,
      cpu: 20,
      cpu_low: 10,
      cpu_high: 30,
      memory: 0,
      memory_low: -1e200,
      memory_high: 1e200,
    },
  ])
  const [node] = await readFleet(fleet.db.manager, await scopeOf(fleet.db, did))
  expect(node?.timestamp?.getTime()).toBe((epoch + 1_810) * 1_000)
})

it('groups diagnoses by code and status, the latest first, whatever shape a diagnosis has', async () => {
  const entries: [number, string, string | null][] = [
    [0, 'Healthy', null],
    [1, 'Warning', '{"code": "A"}'],
    [2, 'Warning', '{"code": "A", "recommendation": "again"}'],
    [3, 'Error', '{"code": "A"}'],
    [4, 'Error', '"text"'],
    [5, 'Error', '[1]'],
    [6, 'Error', '{"code": {"odd": 1}}'],
    [7, 'Error', '{"code": "B"}'],
    [8, 'Warning', '{"code": "A", "recommendation": "once more"}'],
  ]
  for (const [minute, status, diagnosis] of entries)
    await fleet.db.query(
      `INSERT INTO health_reports (target_node_did, timestamp, status, diagnosis, raw_report)
       VALUES ($1, to_timestamp($2), $3, $4::jsonb, '{}')`,
      [did, epoch + minute * 60, status, diagnosis],
    )
  const range = { from: epoch, to: epoch + 3_600 }
  const found = await readDiagnoses(fleet.db.manager, await scopeOf(fleet.db, did), range, 20)
  const minute = (at: Date): number => (at.getTime() / 1_000 - epoch) / 60
  expect(
    found.map(({ begins, ends, runs, reports, status }) => [
      minute(begins),
      minute(ends),
      runs,
      reports,
      status,
    ]),
  ).toEqual([
    [1, 8, 2, 3, 'Warning'],
    [7, 7, 1, 1, 'Error'],
    [6, 6, 1, 1, 'Error'],
    [3, 3, 1, 1, 'Error'],
  ])
  expect(found[0]?.diagnosis).toEqual({ code: 'A', recommendation: 'once more' })
})
