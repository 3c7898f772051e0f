import fc from 'fast-check'
import type { DataSource } from 'typeorm'
import { expect } from 'vitest'
import { nodeScope } from '@/lib/fleet/db/visibility'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import { readBuckets } from '@/lib/series/db/series'
import { tierOf } from '@/lib/series/domain/roll-up'
import { bucketStarts, type TimeRange } from '@/lib/series/domain/time-range'
import { testAgent } from './fleet'

export const scopeOf = async (db: DataSource, did: string): Promise<NodeScope> => {
  const scope = await nodeScope(db.manager, testAgent(did), did)
  if (!scope) throw new Error('no scope')
  return scope
}

/** The node whose series are read in these tests. */
export const did = 'did:a:1'

/** A report as plain SQL may write it: epoch seconds, metrics as JSON text. */
export type Row = { id?: string; did: string; at: number; metrics: string; status?: string }

export const insertRows = (db: DataSource, rows: readonly Row[]): Promise<unknown> =>
  db.query(
    `INSERT INTO health_reports (report_id, target_node_did, timestamp, status, metrics, raw_report)
     SELECT coalesce(id, gen_random_uuid()), did, to_timestamp(at), coalesce(status, 'Healthy'), metrics::jsonb, '{}'
     FROM jsonb_to_recordset($1::jsonb) AS r (id uuid, did text, at float8, metrics text, status text)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows)],
  )

type Bucket = { t: number; count: number; min: number; max: number; sum: number }
type Found = { metrics: Map<string, Bucket[]>; reports: Map<string, number> }

/** A metric's value, computed the plain way: a number that is small enough to add up many. jsonb has no -0. */
const sampleOf = (value: unknown): number | null =>
  typeof value === 'number' && Math.abs(value) < 1e290 ? value + 0 : null

const samplesOf = (row: Row): [string, number][] => {
  const metrics: unknown = JSON.parse(row.metrics)
  if (typeof metrics !== 'object' || metrics === null || Array.isArray(metrics)) return []
  return Object.entries(metrics).flatMap(([key, raw]): [string, number][] => {
    const value = sampleOf(raw)
    return value === null ? [] : [[key, value]]
  })
}

const merge = (known: Bucket | undefined, one: Bucket): Bucket =>
  known
    ? {
        t: one.t,
        count: known.count + one.count,
        min: Math.min(known.min, one.min),
        max: Math.max(known.max, one.max),
        sum: known.sum + one.sum,
      }
    : one

/** Buckets by metric in order of time, and reports by `start status`. */
class Aggregation {
  private readonly buckets = new Map<string, Map<number, Bucket>>()
  readonly reports = new Map<string, number>()

  add(metric: string, one: Bucket): void {
    const known = this.buckets.get(metric) ?? new Map<number, Bucket>()
    this.buckets.set(metric, known.set(one.t, merge(known.get(one.t), one)))
  }

  count(start: number, status: string, reports: number): void {
    const key = `${start} ${status}`
    this.reports.set(key, (this.reports.get(key) ?? 0) + reports)
  }

  get metrics(): Map<string, Bucket[]> {
    const sorted = (all: Map<number, Bucket>): Bucket[] => [...all.values()].sort((a, b) => a.t - b.t)
    return new Map([...this.buckets].map(([metric, all]) => [metric, sorted(all)]))
  }
}

/** Plain aggregation, which every series must equal. */
export function aggregate(rows: readonly Row[], range: TimeRange): Found {
  const result = new Aggregation()
  const starts = bucketStarts(range)
  for (const row of rows.filter((one) => one.did === did && one.at >= range.from && one.at < range.to)) {
    const t = starts.findLast((start) => start <= row.at) ?? Number.NaN
    result.count(t, row.status ?? 'Healthy', 1)
    for (const [metric, value] of samplesOf(row))
      result.add(metric, { t, count: 1, min: value, max: value, sum: value })
  }
  return result
}

/** What `readBuckets` finds, merged. */
export async function readRange(db: DataSource, range: TimeRange, names: string[] | null): Promise<Found> {
  const starts = bucketStarts(range)
  const plan = { starts, to: range.to, tier: tierOf(starts) }
  const { metrics, statuses } = await readBuckets(db.manager, await scopeOf(db, did), plan, names)
  // A caller may look a metric up by its name.
  expect(new Set(metrics.map(({ metric }) => metric)).size).toBe(metrics.length)
  const result = new Aggregation()
  const start = (at: number): number => starts[at] ?? Number.NaN
  const value = (values: readonly number[], index: number): number => values[index] ?? Number.NaN
  for (const { metric, at, count, sum, min, max } of metrics)
    at.forEach((place, index) => {
      const one = { count: value(count, index), min: value(min, index), max: value(max, index) }
      result.add(metric, { t: start(place), ...one, sum: value(sum, index) })
    })
  for (const { status, at, reports } of statuses)
    at.forEach((place, index) => {
      result.count(start(place), status, value(reports, index))
    })
  return result
}

/** Count, minimum, maximum and reports equal; the sum within 1e-9 of the largest terms, since their order differs. */
export function same(found: Found, expected: Found): void {
  expect([...found.reports].sort()).toEqual([...expected.reports].sort())
  expect([...found.metrics.keys()].sort()).toEqual([...expected.metrics.keys()].sort())
  for (const [metric, wanted] of expected.metrics) {
    const got = found.metrics.get(metric) ?? []
    const exact = ({ sum: _, ...rest }: Bucket) => rest
    expect(got.map(exact)).toEqual(wanted.map(exact))
    for (const [index, { sum, count, min, max }] of wanted.entries()) {
      const largest = Math.max(Math.abs(min), Math.abs(max)) * count
      expect(Math.abs((got[index]?.sum ?? Number.NaN) - sum)).toBeLessThanOrEqual(largest * 1e-9)
    }
  }
}

const value = fc.oneof(
  { weight: 5, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(String) },
  { weight: 2, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) },
  fc.constantFrom(
    '1e400',
    '-1e400',
    '1e-400',
    '5e-324',
    '-3e-310',
    '1e200',
    '-1e200',
    '1e289',
    '0',
    '-0',
    '12345678901234567890',
  ),
  fc.constantFrom('null', '"7"', '[1]', '{"a":1}', 'true', '"NaN"'),
)
const keys = ['cpu_usage_percent', 'memory_usage_mb', 'goats_count', '__proto__', 'a b"\\\\ü']

/** Metrics as JSON text: numbers small, huge and missing, absent and foreign keys, and values that are not objects. */
export const metricsText = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .uniqueArray(fc.tuple(fc.constantFrom(...keys), value), { selector: ([key]) => key })
      .map((entries) => `{${entries.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`),
  },
  fc.constantFrom('null', '[1,2]', '"text"', '7', '{}'),
)
