import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openDataSource } from '@/lib/db/connection/data-source'
import { readSparks } from '@/lib/fleet/db/sparks'
import { trace, traceNames } from '@/test/data-folder'
import { type TestFleet, testFleet } from '@/test/fleet'
import { aggregate, did, insertRows, metricsText, type Row, readRange, same } from '@/test/series'
import { backfill } from './backfill'
import { retireReports } from './retire-reports'
import { rollUp } from './roll-up'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(6)
})
afterAll(() => fleet.close())

const day = 86_400
const epoch = Date.UTC(2026, 0, 5) / 1_000
const spanDays = 5
const later = (seconds: number): Date => new Date((epoch + seconds) * 1_000)

async function empty(): Promise<void> {
  await fleet.db.query(`TRUNCATE health_reports`)
  await fleet.db.query(`DELETE FROM nodes`)
  await fleet.db.query(`TRUNCATE roll_up_marks, roll_up_dirty_days`)
}
beforeEach(empty)

const row: fc.Arbitrary<Row> = fc.record({
  id: fc.uuid(),
  did: fc.constantFrom(did, did, did, 'did:a:2'),
  // On the exact edges of buckets, in between with microseconds, and several at one time.
  at: fc.oneof(
    fc.integer({ min: 0, max: spanDays * 288 }).map((n) => epoch + n * 300),
    fc.integer({ min: 0, max: spanDays * day * 1_000 }).map((ms) => epoch + ms / 1_000),
    fc.constantFrom(epoch + 100, epoch + day - 0.001, epoch + 2 * day, epoch - 0.001),
  ),
  metrics: metricsText,
  status: fc.constantFrom('Healthy', 'Healthy', 'Error', 'Unknown', 'constructor'),
})

type Step =
  | { kind: 'insert'; rows: Row[] }
  | { kind: 'repeat' | 'delete' | 'update'; pick: number; to: Row }
  | { kind: 'roll up' | 'retire'; at: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('insert'), rows: fc.array(row, { maxLength: 30 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('repeat', 'delete', 'update'),
      pick: fc.nat(),
      to: row,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('roll up', 'roll up', 'retire'),
      at: fc.integer({ min: 0, max: (spanDays + 2) * day }),
    }),
  },
)

const steps = [300, 600, 3_600, 10_800, 21_600, 43_200, day, 2 * day]
const window = fc
  .tuple(
    fc.constantFrom(...steps),
    fc.integer({ min: -1, max: spanDays * 288 }),
    fc.integer({ min: 1, max: (spanDays + 1) * 288 }),
    fc.boolean(),
    fc.integer({ min: 1, max: 299 }),
  )
  .map(([size, from, length, cut, rest]) => ({
    step: size,
    from: Math.floor((epoch + from * 300) / size) * size,
    // Where raw reports are gone, a range ends on a bucket of 5 minutes; elsewhere anywhere.
    to: epoch + (from + length) * 300,
    cut: cut ? rest : 0,
  }))

/** The rows as plain SQL sees them, and those that retention has deleted, whose buckets must stay as they were. */
class Model {
  raw: Row[] = []
  taken: Row[] = []

  async run(change: Step): Promise<void> {
    if (change.kind === 'insert') return this.insert(change.rows)
    if ('at' in change)
      return change.kind === 'roll up'
        ? void (await rollUp(fleet.db, later(change.at)))
        : this.retire(later(change.at))
    const old = this.raw[change.pick % Math.max(1, this.raw.length)]
    if (!old?.id) return
    if (change.kind === 'repeat') return this.insert([old])
    this.raw = this.raw.filter((one) => one !== old)
    if (change.kind === 'delete') {
      await fleet.db.query(`DELETE FROM health_reports WHERE report_id = $1`, [old.id])
      return
    }
    this.raw.push({ ...change.to, id: old.id })
    await fleet.db.query(
      `UPDATE health_reports SET target_node_did = $2, timestamp = to_timestamp($3), metrics = $4, status = $5
       WHERE report_id = $1`,
      [old.id, change.to.did, change.to.at, change.to.metrics, change.to.status],
    )
  }

  private async insert(rows: readonly Row[]): Promise<void> {
    await insertRows(fleet.db, rows)
    // Retention deletes a report's id too: sent again, the report counts again.
    for (const one of rows) if (!this.raw.some(({ id }) => id === one.id)) this.raw.push(one)
  }

  private async retire(now: Date): Promise<void> {
    await retireReports(fleet.db, { reportDays: 1, rollUpDays: null }, now)
    const left = await fleet.db.query<{ report_id: string }[]>(`SELECT report_id FROM health_reports`)
    const ids = new Set(left.map((one) => one.report_id))
    this.taken.push(...this.raw.filter(({ id }) => !ids.has(id ?? '')))
    this.raw = this.raw.filter(({ id }) => ids.has(id ?? ''))
  }
}

describe('roll-ups', () => {
  it('give every series the same values as plain aggregation, whatever was written, rolled up and deleted before', async () => {
    let taken = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 3, maxLength: 14 }),
        fc.array(window, { maxLength: 6 }),
        async (all, windows) => {
          await empty()
          const model = new Model()
          for (const change of all) await model.run(change)
          taken += model.taken.length
          for (const { cut, ...range } of windows) {
            const exact = { ...range, to: range.to - (model.taken.length > 0 ? 0 : cut) }
            if (exact.to > exact.from)
              same(await readRange(fleet.db, exact, null), aggregate([...model.raw, ...model.taken], exact))
          }
        },
      ),
      { numRuns: 100 },
    )
    expect(taken).toBeGreaterThan(0)
  }, 120_000)

  it('keep the first and last of each bucket by time and id', async () => {
    await insertRows(fleet.db, [
      { id: '00000000-0000-4000-8000-000000000002', did, at: epoch + 10, metrics: '{"x": 2}' },
      { id: '00000000-0000-4000-8000-000000000001', did, at: epoch + 10, metrics: '{"x": 1}' },
      { did, at: epoch + 299, metrics: '{"x": 9}' },
      { did, at: epoch + 200, metrics: '{"x": 5}' },
      { did, at: epoch + 7_000, metrics: '{"x": 7}' },
    ])
    await rollUp(fleet.db, later(2 * day))
    const rows = await fleet.db.query<{ tier: number; at: number[]; first: number[]; last: number[] }[]>(
      `SELECT tier, at, first, last FROM roll_ups ORDER BY tier`,
    )
    expect(rows).toEqual([
      { tier: 300, at: [0, 23], first: [1, 7], last: [9, 7] },
      { tier: 3_600, at: [0, 1], first: [1, 7], last: [9, 7] },
      { tier: 21_600, at: [0], first: [1], last: [7] },
      { tier: 86_400, at: [0], first: [1], last: [7] },
    ])
  })

  it('leave a bucket to the raw reports until it ends, and a mark set during a run to the next one', async () => {
    const minutes = Array.from({ length: 120 }, (_, n) => ({ did, at: epoch + n * 60, metrics: '{"x": 1}' }))
    await insertRows(fleet.db, minutes)
    await rollUp(fleet.db, later(3_700))
    const marks = await fleet.db.query(`SELECT hour, buckets FROM roll_up_marks`)
    expect(marks).toEqual([{ hour: epoch / 3_600 + 1, buckets: 2 ** 12 - 1 }])

    const writer = fleet.db.createQueryRunner()
    await writer.startTransaction()
    await writer.query(
      `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
       VALUES ($1, to_timestamp($2), 'Healthy', '{"x": 5}', '{}')`,
      [did, epoch + 30],
    )
    await rollUp(fleet.db, later(10_000))
    await writer.commitTransaction()
    await writer.release()
    const range = { from: epoch, to: epoch + 7_200, step: 3_600 }
    const read = async () => (await readRange(fleet.db, range, ['x'])).metrics.get('x')
    const expected = [
      { t: epoch, count: 61, min: 1, max: 5, sum: 65 },
      { t: epoch + 3_600, count: 60, min: 1, max: 1, sum: 60 },
    ]
    expect(await read()).toEqual(expected)
    await rollUp(fleet.db, later(2 * day))
    expect(await read()).toEqual(expected)
    expect(
      await fleet.db.query(`SELECT 1 FROM roll_up_marks UNION ALL SELECT 1 FROM roll_up_dirty_days`),
    ).toEqual([])
  })

  it('are complete after a run whose connection was killed at any point', async () => {
    const rows = Array.from({ length: 3_000 }, (_, n) => ({
      did,
      at: epoch + n * 100,
      metrics: `{"x": ${n}}`,
    }))
    await insertRows(fleet.db, rows)
    const killer = await openDataSource(fleet.url, { poolSize: 1 })
    let killed = 0
    let rolling = true
    const hunt = (async () => {
      while (rolling && killed < 4) {
        const found = await killer.query<unknown[]>(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND state = 'active' AND query ~ 'roll_up' AND pid <> pg_backend_pid()`,
        )
        killed += found.length
      }
    })()
    const range = { from: epoch, to: epoch + 4 * day, step: 3_600 }
    for (let tries = 0; tries < 200 && killed < 4; tries += 1) {
      await rollUp(fleet.db, later(10 * day), 0).catch(() => undefined)
      await insertRows(fleet.db, [{ did, at: epoch + tries * 3_700, metrics: '{"y": 1}' }])
      rows.push({ did, at: epoch + tries * 3_700, metrics: '{"y": 1}' })
    }
    rolling = false
    await hunt
    await killer.destroy()
    expect(killed).toBeGreaterThan(0)
    same(await readRange(fleet.db, range, null), aggregate(rows, range))
    while (await rollUp(fleet.db, later(10 * day)));
    same(await readRange(fleet.db, range, null), aggregate(rows, range))
    expect(await fleet.db.query(`SELECT 1 FROM roll_up_marks`)).toEqual([])
  })

  it('give sparklines the same averages as the raw rows', async () => {
    const rows = Array.from({ length: 300 }, (_, n) => ({
      did: n % 2 === 0 ? did : 'did:a:2',
      at: epoch + n * 250,
      metrics: `{"cpu_usage_percent": ${n}, "memory_usage_mb": ${n % 3 === 0 ? '"none"' : n * n}, "x": 1}`,
    }))
    await insertRows(fleet.db, rows)
    const sparks = async () => {
      const found = await readSparks(fleet.db.manager, [did, 'did:a:2', 'did:none'], epoch + 7_200, 3_600, 18)
      return found.sort((a, b) => a.bucket - b.bucket || (a.node_did < b.node_did ? -1 : 1))
    }
    const raw = await sparks()
    expect(raw).toHaveLength(36)
    await rollUp(fleet.db, later(9 * 3_600))
    expect(await sparks()).toEqual(raw)
    await rollUp(fleet.db, later(3 * day))
    await insertRows(fleet.db, [{ did, at: epoch + 8_000, metrics: '{"cpu_usage_percent": 1000}' }])
    const [first, ...rest] = await sparks()
    expect(rest).toEqual(raw.slice(1))
    expect(first?.cpu).toBeGreaterThan(raw[0]?.cpu ?? 0)
  })

  it('are built without loss by several processes at once', async () => {
    const rows = Array.from({ length: 2_000 }, (_, n) => ({
      did: `did:a:${n % 4}`,
      at: epoch + n * 200,
      metrics: `{"x": ${n}}`,
    }))
    await Promise.all([
      ...[0, 1, 2, 3].map(async (part) => {
        for (let from = part * 500; from < part * 500 + 500; from += 50)
          await insertRows(fleet.db, rows.slice(from, from + 50))
      }),
      ...[1, 2].map(async () => {
        for (let round = 0; round < 15; round += 1) await rollUp(fleet.db, later(10 * day))
      }),
    ])
    for (const size of [300, 3_600, day]) {
      const range = { from: epoch, to: epoch + 5 * day, step: size }
      same(await readRange(fleet.db, range, null), aggregate(rows, range))
    }
    while (await rollUp(fleet.db, later(10 * day)));
    const range = { from: epoch, to: epoch + 5 * day, step: day }
    same(await readRange(fleet.db, range, null), aggregate(rows, range))
  })
})

describe('the backfill', () => {
  it('rolls up older reports, newest first, step by step, with every answer right in between', async () => {
    const rows = Array.from({ length: 3_000 }, (_, n) => ({
      did: n % 3 === 0 ? 'did:a:2' : did,
      at: epoch - n * 1_200,
      metrics: `{"x": ${n}, "only_${n % 7}": 1}`,
      status: n % 50 === 0 ? 'Error' : 'Healthy',
    }))
    await insertRows(fleet.db, rows)
    // As the migration leaves a database that it adopts.
    await fleet.db.query(`TRUNCATE roll_up_marks, roll_up_dirty_days`)
    await fleet.db.query(`UPDATE nodes SET backfill_before_day = 2932897`)
    const range = { from: epoch - 45 * day, to: epoch + 100, step: day }
    let rounds = 0
    for (let more = true; more; rounds += 1) {
      same(await readRange(fleet.db, range, null), aggregate(rows, range))
      await insertRows(
        fleet.db,
        [rows[rounds] ?? { did, at: epoch, metrics: '{}' }].map((one) => ({ ...one, metrics: '{}' })),
      )
      rows.push({ ...(rows[rounds] ?? { did, at: epoch, status: 'Healthy' }), metrics: '{}' })
      more = await backfill(fleet.db, 0)
    }
    expect(rounds).toBeGreaterThan(4)
    expect(await fleet.db.query(`SELECT 1 FROM nodes WHERE backfill_before_day IS NOT NULL`)).toEqual([])
    same(await readRange(fleet.db, range, null), aggregate(rows, range))
    const [first] = await fleet.db.query<{ day: number }[]>(
      `SELECT min(chunk) AS day FROM roll_ups WHERE tier = 86400`,
    )
    expect(first?.day).toBe(Math.floor((epoch - 2_999 * 1_200) / day))
  })
})

describe('real traces', () => {
  it('give the same answers as plain aggregation in every tier, before and after retention', async () => {
    for (const name of traceNames) {
      await empty()
      const rows = trace(name).map(({ at, value }) => ({ did, at, metrics: `{"value": ${value}}` }))
      await insertRows(fleet.db, rows)
      const from = Math.floor((rows[0]?.at ?? 0) / day) * day
      const to = Math.floor((rows.at(-1)?.at ?? 0) / 300) * 300 + 300
      const check = async () => {
        for (const size of [300, 600, 3_600, 10_800, 21_600, 43_200, day]) {
          const range = {
            from: Math.max(from, Math.floor((to - 1_000 * size) / size) * size),
            to,
            step: size,
          }
          same(await readRange(fleet.db, range, ['value']), aggregate(rows, range))
        }
      }
      const end = new Date((to + 10 * day) * 1_000)
      while (await rollUp(fleet.db, end));
      await check()
      expect(await retireReports(fleet.db, { reportDays: 5, rollUpDays: null }, end)).toBeGreaterThan(3_000)
      await check()
    }
  }, 60_000)
})
