import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { tierOf } from '@/lib/domain/roll-up'
import type { NodeScope } from '@/lib/domain/scope'
import { nodeScope } from '@/lib/domain/scope'
import { alignRange, bucketStarts, type TimeRange } from '@/lib/domain/time-range'
import { readFleet, readSparks } from './fleet'
import { readBuckets, readDiagnoses } from './series'
import { testData, testDataNames } from './test-data'
import { type TestFleet, testAgent, testFleet } from './test-fleet'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(2)
})
afterAll(() => fleet.close())
beforeEach(() => fleet.db.query(`TRUNCATE health_reports`))

const scopeOf = (did: string): NodeScope => {
  const scope = nodeScope(testAgent(did), did)
  if (!scope) throw new Error('no scope')
  return scope
}
const did = 'did:a:1'
const epoch = Date.UTC(2026, 0, 1) / 1_000

/** A report as plain SQL may write it: metrics as JSON text. */
type Row = { did: string; at: number; metrics: string }

const insert = (rows: readonly Row[]): Promise<unknown> =>
  fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     SELECT did, to_timestamp(at), 'Healthy', metrics::jsonb, '{}'
     FROM jsonb_to_recordset($1::jsonb) AS r (did text, at float8, metrics text)`,
    [JSON.stringify(rows)],
  )

type Bucket = { t: number; count: number; min: number; max: number; avg: number }

/** What a metric is worth, straightforwardly: a number that a sum of many cannot overflow. */
const sampleOf = (value: unknown): number | null =>
  typeof value === 'number' && Math.abs(value) < 1e290 ? (Math.abs(value) < 1e-290 ? 0 : value) : null

function folded(rows: readonly Row[], range: TimeRange): Map<string, Bucket[]> {
  const samples = new Map<string, Map<number, number[]>>()
  for (const row of rows.filter((one) => one.did === did && one.at >= range.from && one.at < range.to)) {
    const metrics: unknown = JSON.parse(row.metrics)
    if (typeof metrics !== 'object' || metrics === null || Array.isArray(metrics)) continue
    for (const [key, raw] of Object.entries(metrics)) {
      const value = sampleOf(raw)
      if (value === null) continue
      const buckets = samples.get(key) ?? new Map<number, number[]>()
      samples.set(key, buckets)
      const t = Math.floor(row.at / range.step) * range.step
      buckets.set(t, [...(buckets.get(t) ?? []), value])
    }
  }
  const bucketsOf = (buckets: Map<number, number[]>): Bucket[] =>
    [...buckets.entries()]
      .sort(([a], [b]) => a - b)
      .map(([t, values]) => ({
        t,
        count: values.length,
        min: Math.min(...values),
        max: Math.max(...values),
        avg: values.reduce((sum, value) => sum + value, 0) / values.length,
      }))
  return new Map([...samples].map(([key, buckets]) => [key, bucketsOf(buckets)]))
}

type Found = { metric: string; buckets: Bucket[] }

/** The buckets of a range, merged and in order, and how many reports each start has. */
async function read(range: TimeRange, names: string[] | null) {
  const starts = bucketStarts(range)
  const plan = { starts, to: range.to, tier: tierOf(starts) }
  const { metrics, statuses } = await readBuckets(fleet.db.manager, scopeOf(did), plan, names)
  const found = metrics.map(({ metric, at, count, sum, min, max }): Found => {
    const merged = new Map<number, { t: number; count: number; min: number; max: number; sum: number }>()
    at.forEach((bucket, index) => {
      const one = {
        count: count[index] ?? 0,
        min: min[index] ?? 0,
        max: max[index] ?? 0,
        sum: sum[index] ?? 0,
      }
      const known = merged.get(bucket) ?? { ...one, count: 0, sum: 0 }
      merged.set(bucket, {
        t: starts[bucket] ?? Number.NaN,
        count: known.count + one.count,
        sum: known.sum + one.sum,
        min: Math.min(known.min, one.min),
        max: Math.max(known.max, one.max),
      })
    })
    const buckets = [...merged.values()].sort((a, b) => a.t - b.t)
    return { metric, buckets: buckets.map(({ sum, ...one }) => ({ ...one, avg: sum / one.count })) }
  })
  const reports = new Map<number, number>()
  for (const { at, reports: counts } of statuses)
    at.forEach((bucket, index) => {
      const start = starts[bucket] ?? Number.NaN
      reports.set(start, (reports.get(start) ?? 0) + (counts[index] ?? 0))
    })
  return { found, reports }
}

/** Count, minimum and maximum equal; the average within 1e-9 of the largest value, since sums differ in order. */
function same(found: readonly Found[], expected: Map<string, Bucket[]>): void {
  expect(found.map((one) => one.metric).sort()).toEqual([...expected.keys()].sort())
  for (const one of found) {
    const wanted = expected.get(one.metric) ?? []
    const got = one.buckets
    const exact = ({ avg: _, ...rest }: Bucket) => rest
    expect(got.map(exact)).toEqual(wanted.map(exact))
    for (const [index, bucket] of got.entries()) {
      const largest = Math.max(Math.abs(bucket.min), Math.abs(bucket.max))
      expect(Math.abs(bucket.avg - (wanted[index]?.avg ?? Number.NaN))).toBeLessThanOrEqual(largest * 1e-9)
    }
  }
}

const value = fc.oneof(
  { weight: 5, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(String) },
  { weight: 2, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) },
  fc.constantFrom('1e400', '-1e400', '1e-400', '1e200', '-1e200', '1e289', '0', '-0', '12345678901234567890'),
  fc.constantFrom('null', '"7"', '[1]', '{"a":1}', 'true', '"NaN"'),
)
const keys = ['cpu_usage_percent', 'memory_usage_mb', 'goats_count', '__proto__', 'a b"\\\\ü']
const metrics = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .uniqueArray(fc.tuple(fc.constantFrom(...keys), value), { selector: ([key]) => key })
      .map((entries) => `{${entries.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`),
  },
  fc.constantFrom('null', '[1,2]', '"text"', '7', '{}'),
)
const row: fc.Arbitrary<Row> = fc.record({
  did: fc.constantFrom(did, did, did, 'did:a:2'),
  // Also on the very edges of buckets, and with microseconds.
  at: fc.oneof(
    fc.integer({ min: 0, max: 720 }).map((n) => epoch + n * 10),
    fc.integer({ min: 0, max: 7_199_999 }).map((ms) => epoch + ms / 1_000),
  ),
  metrics,
})
const window = fc
  .tuple(
    fc.integer({ min: -100, max: 7_000 }),
    fc.integer({ min: 1, max: 7_500 }),
    fc.integer({ min: 1, max: 300 }),
  )
  .map(([from, length, maxPoints]) => alignRange(epoch + from, epoch + from + length, maxPoints))

describe('a series', () => {
  it('is what a plain fold over the reports says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 80 }), window, async (rows, range) => {
        await fleet.db.query(`TRUNCATE health_reports`)
        await insert(rows)
        same((await read(range, null)).found, folded(rows, range))
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
      const { found, reports } = await read(range, ['x', 'y'])
      const x = found[0]?.buckets ?? []
      expect(x.reduce((total, { count }) => total + count, 0)).toBe(2_000)
      const sum = x.reduce((total, { avg, count }) => total + avg * count, 0)
      expect(sum / ((2_000 * 1_999) / 2)).toBeCloseTo(1, 9)
      expect([...reports].sort(([a], [b]) => a - b)).toEqual(x.map(({ t, count }) => [t, count]))
    }
  })

  it('begins with its first second and ends before its last', async () => {
    await insert([0, 60, 119.999999, 120].map((offset) => ({ did, at: epoch + offset, metrics: '{"x": 1}' })))
    const { found } = await read({ from: epoch + 60, to: epoch + 120, step: 60 }, null)
    expect(found).toMatchObject([{ metric: 'x', buckets: [{ t: epoch + 60, count: 2 }] }])
  })
})

const traces = testDataNames('nab', 'realAWSCloudwatch').filter((name) => name.endsWith('.csv'))

describe.skipIf(traces.length === 0)('a series of real traces', () => {
  it('is what a plain fold says, hour by hour and day by day', async () => {
    for (const name of traces.slice(0, 4)) {
      await fleet.db.query(`TRUNCATE health_reports`)
      const lines = (testData('nab', 'realAWSCloudwatch', name) ?? '').trim().split('\n').slice(1)
      const rows = lines.map((line) => {
        const [time = '', text = ''] = line.split(',')
        return { did, at: Date.parse(`${time.replace(' ', 'T')}Z`) / 1_000, metrics: `{"value": ${text}}` }
      })
      expect(rows.length).toBeGreaterThan(1_000)
      await insert(rows)
      const first = rows[0]?.at ?? 0
      for (const [length, maxPoints] of [
        [86_400 * 20, 300],
        [86_400, 300],
        [86_400 * 20, 20],
      ] as const) {
        const range = alignRange(first, first + length, maxPoints)
        same((await read(range, ['value'])).found, folded(rows, range))
      }
    }
  })
})

it('sparklines average like series, and nothing far away or huge breaks the fleet', async () => {
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
  expect(sparks.sort((a, b) => a.bucket - b.bucket)).toEqual([
    { node_did: did, bucket: 0, cpu: 20, memory: 0 },
    { node_did: did, bucket: 1, cpu: null, memory: null },
  ])
  const [node] = await readFleet(fleet.db.manager, did)
  expect(node?.timestamp?.getTime()).toBe((epoch + 1_810) * 1_000)
})

it('lists where diagnosis or status changed, newest first, whatever shape a diagnosis has', async () => {
  const entries: [number, string, string | null][] = [
    [0, 'Healthy', null],
    [1, 'Warning', '{"code": "A"}'],
    [2, 'Warning', '{"code": "A", "recommendation": "again"}'],
    [3, 'Error', '{"code": "A"}'],
    [4, 'Error', '"text"'],
    [5, 'Error', '[1]'],
    [6, 'Error', '{"code": {"odd": 1}}'],
    [7, 'Error', '{"code": "B"}'],
  ]
  for (const [minute, status, diagnosis] of entries)
    await fleet.db.query(
      `INSERT INTO health_reports (target_node_did, timestamp, status, diagnosis, raw_report)
       VALUES ($1, to_timestamp($2), $3, $4::jsonb, '{}')`,
      [did, epoch + minute * 60, status, diagnosis],
    )
  const range = { from: epoch, to: epoch + 3_600 }
  const found = await readDiagnoses(fleet.db.manager, scopeOf(did), range, 20)
  expect(found.map(({ at }) => (at.getTime() / 1_000 - epoch) / 60)).toEqual([7, 6, 3, 1])
})
