import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { readSparks } from '@/lib/fleet/db/sparks'
import { type TestFleet, testFleet } from '@/test/fleet'
import { aggregate, did, insertRows, metricsText, type Row, readRange, same } from '@/test/series'
import { deleteDuplicateRollUpMarks, rollUp } from './roll-up'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(3)
})
afterAll(() => fleet.close())
beforeEach(() => fleet.db.query(`TRUNCATE health_reports`))

/** In the middle of a chunk of two hours, and of a day. */
const epoch = Date.UTC(2026, 0, 5, 11) / 1_000
const rollUpAt = (seconds: number): Promise<boolean> => rollUp(fleet.db, new Date((epoch + seconds) * 1_000))

/** The buckets that readers read from raw reports, by their starts in seconds after `epoch`. */
const marked = async (): Promise<number[]> => {
  const rows = await fleet.db.query<{ at: number }[]>(
    `SELECT DISTINCT (hour * 12 + g) * 300.0::float8 - $1 AS at
     FROM roll_up_marks JOIN generate_series(0, 11) g ON buckets >> g & 1 = 1 ORDER BY 1`,
    [epoch],
  )
  return rows.map(({ at }) => at)
}

const hours = { from: epoch - 7_200, to: epoch + 3 * 3_600, step: 3_600 }

/** Average, lowest and highest of each sparkline's hour equal those of the plain aggregation. */
async function sameSparks(rows: readonly Row[]): Promise<void> {
  const count = (hours.to - hours.from) / hours.step
  const sparks = await readSparks(fleet.db.manager, [did], hours.from, hours.step, count)
  const { metrics } = aggregate(rows, hours)
  for (const [metric, name] of [
    ['cpu_usage_percent', 'cpu'],
    ['memory_usage_mb', 'memory'],
  ] as const) {
    const found = sparks.filter((spark) => spark[name] !== null).sort((a, b) => a.bucket - b.bucket)
    const expected = metrics.get(metric) ?? []
    expect(found.map((spark) => [spark.bucket, spark[`${name}_low`], spark[`${name}_high`]])).toEqual(
      expected.map(({ t, min, max }) => [(t - hours.from) / hours.step, min, max]),
    )
    for (const [index, { sum, count: n, min, max }] of expected.entries()) {
      const off = Math.abs((found[index]?.[name] ?? Number.NaN) - sum / n)
      expect(off).toBeLessThanOrEqual(Math.max(Math.abs(min), Math.abs(max)) * 1e-9)
    }
  }
}

const report = fc.record({
  id: fc.uuid(),
  did: fc.constantFrom(did, did, did, 'did:a:2'),
  /** Before the moment at which it is written; negative: ahead of it. */
  age: fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 0, max: 400 }) },
    { weight: 2, arbitrary: fc.integer({ min: 0, max: 9_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -4_000, max: 0 }) },
  ),
  metrics: metricsText,
  status: fc.constantFrom('Healthy', 'Healthy', 'Error'),
})
const step = fc.record({
  /** How much later than the step before. */
  pause: fc.oneof(fc.integer({ min: 0, max: 700 }), fc.constantFrom(60, 300, 3_600)),
  written: fc.array(report, { maxLength: 8 }),
  changed: fc.option(fc.record({ pick: fc.nat(), to: fc.option(report) })),
  rollsUp: fc.boolean(),
})

it('gives charts and sparklines the values of plain aggregation, whatever came on time, late or ahead', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 14 }), async (steps) => {
      await fleet.db.query(`TRUNCATE health_reports`)
      await fleet.db.query(`DELETE FROM nodes`)
      let now = 0
      let rows: Row[] = []
      const placed = ({ age, ...row }: { age: number } & Omit<Row, 'at'>): Row => ({
        ...row,
        at: epoch + now - age,
      })
      for (const { pause, written, changed, rollsUp } of steps) {
        now = Math.min(now + pause, 3 * 3_600)
        const added = written.map(placed)
        await insertRows(fleet.db, added)
        rows.push(...added.filter(({ id }) => !rows.some((row) => row.id === id)))
        const old = rows[(changed?.pick ?? 0) % Math.max(1, rows.length)]
        if (changed && old) {
          rows = rows.filter((row) => row !== old)
          await fleet.db.query(`DELETE FROM health_reports WHERE report_id = $1`, [old.id])
          // As an update in one statement would, but for the id.
          if (changed.to && !rows.some(({ id }) => id === changed.to?.id)) {
            const row = placed(changed.to)
            await insertRows(fleet.db, [row])
            rows.push(row)
          }
        }
        if (rollsUp) {
          await rollUpAt(now)
          // A mark of several buckets of an hour waits for the last of them.
          const hour = Math.floor((now - 60) / 3_600) * 3_600
          expect((await marked()).filter((at) => at < hour)).toEqual([])
        }
        const range = { from: epoch - 7_200, to: epoch + now + 301, step: 300 }
        same(await readRange(fleet.db, range, null), aggregate(rows, range))
        same(await readRange(fleet.db, hours, null), aggregate(rows, hours))
        await sameSparks(rows)
      }
      await rollUpAt(100 * 3_600)
      expect(await marked()).toEqual([])
      const day = { from: epoch - 11 * 3_600, to: epoch + 13 * 3_600, step: 86_400 }
      for (const range of [hours, day]) same(await readRange(fleet.db, range, null), aggregate(rows, range))
    }),
    { numRuns: 25 },
  )
}, 120_000)

it('leaves at most the last six minutes of a node that reports in time to the raw reports', async () => {
  const rows: Row[] = []
  for (let second = 0; second <= 7_200; second += 30) {
    const one = { did, at: epoch + second, metrics: `{"cpu_usage_percent": ${second}}` }
    rows.push(one)
    await insertRows(fleet.db, [one])
    if (second % 60 !== 0) continue
    await rollUpAt(second)
    const buckets = await marked()
    expect(buckets[0]).toBeGreaterThan(second - 360)
    expect(buckets.at(-1)).toBe(Math.floor(second / 300) * 300)
  }
  const range = { from: epoch, to: epoch + 7_201, step: 300 }
  same(await readRange(fleet.db, range, null), aggregate(rows, range))
  await sameSparks(rows)
  // However often its hours were rolled up, a day is marked once.
  expect(await fleet.db.query(`SELECT count(*)::int AS n FROM roll_up_dirty_days`)).toEqual([{ n: 1 }])
})

it('rolls a bucket up again for each report that came too late, and no other', async () => {
  await insertRows(
    fleet.db,
    Array.from({ length: 120 }, (_, n) => ({ did, at: epoch + n * 30, metrics: '{"x": 1}' })),
  )
  await rollUpAt(3_661)
  expect(await marked()).toEqual([])
  // Only what is read again notices that its report is gone without a mark.
  await fleet.db.query(`ALTER TABLE health_reports DISABLE TRIGGER USER`)
  await fleet.db.query(`DELETE FROM health_reports WHERE timestamp = to_timestamp($1)`, [epoch + 1_500])
  await fleet.db.query(`DELETE FROM health_reports WHERE timestamp = to_timestamp($1)`, [epoch + 630])
  await fleet.db.query(`ALTER TABLE health_reports ENABLE TRIGGER USER`)
  await insertRows(fleet.db, [{ did, at: epoch + 610, metrics: '{"x": 5}', status: 'Error' }])
  expect(await marked()).toEqual([600])
  await rollUpAt(3_670)
  expect(await marked()).toEqual([])
  const counts = (await readRange(fleet.db, { from: epoch, to: epoch + 1_800, step: 300 }, ['x'])).metrics
  expect(counts.get('x')?.map(({ count, max }) => [count, max])).toEqual([
    ...[
      [10, 1],
      [10, 1],
      [10, 5],
      [10, 1],
      [10, 1],
      [10, 1],
    ],
  ])
})

it('forgets the metrics and statuses of a bucket whose reports are gone', async () => {
  await insertRows(fleet.db, [
    { did, at: epoch + 10, metrics: '{"x": 1, "y": 1}', status: 'Error' },
    { did, at: epoch + 400, metrics: '{"x": 2}' },
  ])
  await rollUpAt(700)
  await fleet.db.query(`DELETE FROM health_reports WHERE status = 'Error'`)
  await rollUpAt(700)
  expect(await marked()).toEqual([])
  expect(
    await fleet.db.query(
      `SELECT name, at FROM roll_ups JOIN metric_names USING (metric_id)
       UNION ALL SELECT status, at FROM roll_up_statuses ORDER BY 1`,
    ),
  ).toEqual([
    { name: 'Healthy', at: [13] },
    { name: 'x', at: [13] },
  ])
})

it('keeps a mark that commits during a run, and one that also has a bucket of the future', async () => {
  await insertRows(fleet.db, [{ did, at: epoch + 10, metrics: '{"x": 1}' }])
  const writer = fleet.db.createQueryRunner()
  await writer.startTransaction()
  await writer.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
     VALUES ('did:a:2', now(), 'Healthy', '{}', '{}'), ($1, to_timestamp($2), 'Healthy', '{"x": 5}', '{}')`,
    ['did:a:3', epoch + 30],
  )
  await rollUpAt(400)
  expect(await marked()).toEqual([])
  await writer.commitTransaction()
  await writer.release()
  expect(await marked()).toContain(0)
  await insertRows(fleet.db, [
    { did, at: epoch + 20, metrics: '{"x": 2}' },
    { did, at: epoch + 650, metrics: '{"x": 3}' },
  ])
  await rollUpAt(400)
  expect(await marked()).toEqual(expect.arrayContaining([0, 600]))
  const range = { from: epoch, to: epoch + 900, step: 300 }
  expect((await readRange(fleet.db, range, null)).metrics.get('x')?.map(({ count }) => count)).toEqual([2, 1])
  await rollUpAt(961)
  expect((await readRange(fleet.db, range, null)).metrics.get('x')?.map(({ count }) => count)).toEqual([2, 1])
})

it('keeps one of many marks of each bucket', async () => {
  for (let n = 0; n < 10; n += 1) await insertRows(fleet.db, [{ did, at: epoch + n, metrics: '{}' }])
  await insertRows(fleet.db, [{ did, at: epoch + 300, metrics: '{}' }])
  await deleteDuplicateRollUpMarks(fleet.db)
  expect(await marked()).toEqual([0, 300])
  expect(await fleet.db.query(`SELECT count(*)::int AS n FROM roll_up_marks`)).toEqual([{ n: 2 }])
})
