import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { readSparks } from '@/lib/fleet/db/sparks'
import { type TestFleet, testFleet } from '@/test/fleet'
import { aggregate, did, insertRows, type Row, readRange, same } from '@/test/series'
import { mergeRollUpMarks, rollUp, rollUpCrowded } from './roll-up'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(3)
})
afterAll(() => fleet.close())
beforeEach(async () => {
  await fleet.db.query(`TRUNCATE health_reports`)
  await fleet.db.query(`TRUNCATE roll_up_marks, roll_up_dirty_days`)
})

/** In the middle of a chunk of two hours. */
const epoch = Date.UTC(2026, 0, 5, 11) / 1_000
const at = (seconds: number): Date => new Date((epoch + seconds) * 1_000)

/** So many reports a second, over these seconds; every hundredth is an error and lacks a metric. */
const reports = (from: number, to: number, perSecond: number): Row[] =>
  Array.from({ length: (to - from) * perSecond }, (_, n) => ({
    did,
    at: epoch + from + n / perSecond,
    metrics: n % 100 === 99 ? '{"x": -1}' : `{"cpu_usage_percent": ${(n * 37) % 1_009}, "x": ${n}}`,
    status: n % 100 === 99 ? 'Error' : 'Healthy',
  }))

async function write(rows: readonly Row[], size = 500): Promise<Row[]> {
  for (let first = 0; first < rows.length; first += size)
    await insertRows(fleet.db, rows.slice(first, first + size))
  return [...rows]
}

const ranges = [
  { from: epoch - 7_200, to: epoch + 3_600, step: 300 },
  { from: epoch - 7_200, to: epoch + 3_600, step: 3_600 },
  { from: epoch - 39_600, to: epoch + 46_800, step: 86_400 },
]
async function sameEverywhere(rows: readonly Row[]): Promise<void> {
  for (const range of ranges) same(await readRange(fleet.db, range, null), aggregate(rows, range))
  const found = await readSparks(fleet.db.manager, [did], epoch - 7_200, 3_600, 3)
  const cpu = aggregate(rows, { from: epoch - 7_200, to: epoch + 3_600, step: 3_600 }).metrics.get(
    'cpu_usage_percent',
  )
  expect(found.map(({ cpu_low, cpu_high }) => [cpu_low, cpu_high])).toEqual(
    cpu?.map(({ min, max }) => [min, max]),
  )
}

const waiting = async (): Promise<number> => {
  const [row] = await fleet.db.query<{ n: number }[]>(
    `SELECT coalesce(sum(cardinality(added)), 0)::int AS n FROM roll_up_marks`,
  )
  return row?.n ?? 0
}
const edges = async (metric: string): Promise<{ first: number[]; last: number[] } | undefined> => {
  const [row] = await fleet.db.query<{ first: number[]; last: number[] }[]>(
    `SELECT first, last FROM roll_ups JOIN metric_names USING (metric_id) WHERE name = $1 AND tier = 300`,
    [metric],
  )
  return row
}

it('adds what comes to a bucket that has very many reports, and every answer stays that of the reports', async () => {
  const rows = await write(reports(0, 60, 100))
  expect(await waiting()).toBe(6_000)
  await rollUpCrowded(fleet.db, at(60))
  expect(await waiting()).toBe(0)
  await sameEverywhere(rows)
  // Less than very many waits, late reports of it too, and is read beside what is rolled up.
  rows.push(...(await write(reports(60, 70, 100))), ...(await write(reports(30, 31, 50))))
  await rollUpCrowded(fleet.db, at(80))
  expect(await waiting()).toBe(1_050)
  await sameEverywhere(rows)
  // Only what is read again notices that a report is gone without a mark.
  await fleet.db.query(`ALTER TABLE health_reports DISABLE TRIGGER USER`)
  const [gone] = await fleet.db.query<[{ status: string }[], number]>(
    `DELETE FROM health_reports WHERE timestamp = to_timestamp($1) AND metrics @> '{"x": 1000}' RETURNING status`,
    [epoch + 10],
  )
  await fleet.db.query(`ALTER TABLE health_reports ENABLE TRIGGER USER`)
  expect(gone).toHaveLength(1)
  rows.push(...(await write(reports(80, 130, 100))))
  await rollUpCrowded(fleet.db, at(130))
  expect(await waiting()).toBe(0)
  await sameEverywhere(rows)
  expect(await edges('x')).toEqual({ first: [0], last: [-1] })
  expect(await edges('cpu_usage_percent')).toEqual({ first: [0], last: [(4_998 * 37) % 1_009] })
}, 60_000)

it('rolls the rest up once the bucket has ended, with the values that reading all of it gives', async () => {
  const rows = await write(reports(0, 60, 100))
  await rollUpCrowded(fleet.db, at(60))
  rows.push(...(await write(reports(60, 70, 100))), ...(await write(reports(299, 302, 2))))
  await rollUp(fleet.db, at(700))
  expect(await fleet.db.query(`SELECT 1 FROM roll_up_marks`)).toEqual([])
  await sameEverywhere(rows)
  const grown = await fleet.db.query(
    `SELECT metric_id, at, count, min, max, first, last FROM roll_ups WHERE tier = 300 ORDER BY 1`,
  )
  await fleet.db.query(`UPDATE roll_up_statuses SET reports = array_fill(0, ARRAY[cardinality(reports)])`)
  await fleet.db.query(
    `INSERT INTO roll_up_marks (node_key, hour, buckets) SELECT node_key, $1, 3 FROM nodes WHERE node_did = $2`,
    [epoch / 3_600, did],
  )
  await rollUp(fleet.db, at(700))
  expect(
    await fleet.db.query(
      `SELECT metric_id, at, count, min, max, first, last FROM roll_ups WHERE tier = 300 ORDER BY 1`,
    ),
  ).toEqual(grown)
}, 60_000)

it('reads a bucket again as a whole after an update or a delete, and answers from the reports until then', async () => {
  let rows = await write(reports(0, 60, 100))
  await rollUpCrowded(fleet.db, at(60))
  const isGone = ({ at: when }: Row): boolean => when < epoch + 1
  await fleet.db.query(`DELETE FROM health_reports WHERE timestamp < to_timestamp($1)`, [epoch + 1])
  rows = rows.filter((row) => !isGone(row))
  rows.push(...(await write(reports(60, 61, 100))))
  await sameEverywhere(rows)
  await rollUpCrowded(fleet.db, at(60))
  expect(await fleet.db.query(`SELECT 1 FROM roll_up_marks`)).toEqual([])
  await sameEverywhere(rows)
  // The same reports in one insert, too many to be listed.
  await fleet.db.query(`TRUNCATE health_reports`)
  rows = await write(reports(0, 120, 100), 20_000)
  expect(await waiting()).toBe(0)
  await sameEverywhere(rows)
  await rollUpCrowded(fleet.db, at(120))
  expect(await fleet.db.query(`SELECT 1 FROM roll_up_marks`)).toEqual([])
  await sameEverywhere(rows)
}, 60_000)

it('counts a report once that commits while its bucket is rolled up, and one whose mark has another bucket too', async () => {
  const rows = await write(reports(0, 60, 100))
  const writer = fleet.db.createQueryRunner()
  await writer.startTransaction()
  await writer.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report) VALUES ('did:a:2', now(), 'Healthy', '{}', '{}')`,
  )
  await rollUpCrowded(fleet.db, at(60))
  await writer.commitTransaction()
  await writer.release()
  // One insert in two buckets; the first of them ends and is rolled up by another mark.
  const both = [...reports(298, 300, 1), ...reports(300, 302, 1)]
  rows.push(...(await write(both)))
  await sameEverywhere(rows)
  rows.push(...(await write(reports(200, 201, 10))))
  await rollUp(fleet.db, at(400))
  await sameEverywhere(rows)
  await rollUp(fleet.db, at(700))
  await sameEverywhere(rows)
}, 60_000)

it('lists the reports of many marks in one', async () => {
  const rows = await write(reports(0, 60, 100))
  await rollUpCrowded(fleet.db, at(60))
  for (const row of reports(60, 80, 1)) rows.push(...(await write([row])))
  await mergeRollUpMarks(fleet.db)
  expect(await fleet.db.query(`SELECT cardinality(added) AS n FROM roll_up_marks`)).toEqual([{ n: 20 }])
  await sameEverywhere(rows)
}, 60_000)
