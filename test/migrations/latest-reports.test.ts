import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { flapping } from '@/lib/fleet/domain/node-state'
import { type TestFleet, testFleet } from '@/test/fleet'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(8)
})
afterAll(() => fleet.close())
beforeEach(() => fleet.db.query(`TRUNCATE health_reports; DELETE FROM nodes`))

type Report = { id: number; node: string; minute: number; status: string }
type Latest = { node: string; id: number; minute: number; status: string; since: number }

const epoch = Date.UTC(2026, 0, 1) / 1_000
/** From this minute on, times are more than five minutes ahead while these tests run. */
const ahead = Math.ceil((Date.now() / 1_000 - epoch) / 60) + 24 * 60
const uuidOf = (id: number): string => `00000000-0000-0000-0000-${String(id).padStart(12, '0')}`

/** One statement with several rows, which fires triggers like COPY; rows that exist already are skipped. */
const insert = (reports: readonly Report[]): Promise<unknown> =>
  fleet.db.query(
    `INSERT INTO health_reports (report_id, target_node_did, timestamp, status, metrics, raw_report)
     SELECT report_id, node, to_timestamp(at), status, jsonb_build_object('id', report_id), '{}'
     FROM jsonb_to_recordset($1::jsonb) AS r (report_id uuid, node text, at float8, status text)
     ON CONFLICT (report_id) DO NOTHING`,
    [
      JSON.stringify(
        reports.map((r) => ({
          report_id: uuidOf(r.id),
          node: r.node,
          at: epoch + r.minute * 60,
          status: r.status,
        })),
      ),
    ],
  )

const stored = (): Promise<Latest[]> =>
  fleet.db.query(
    `SELECT node_did AS node, right(report_id::text, 12)::int AS id, status,
            ((extract(epoch FROM timestamp) - $1) / 60)::float8 AS minute,
            ((extract(epoch FROM status_since) - $1) / 60)::float8 AS since
     FROM node_latest WHERE metrics ->> 'id' = report_id::text ORDER BY node_did`,
    [epoch],
  )

/** The plain definition: the last by (time, id) that is not ahead, and where its run of one status began. */
function recomputed(reports: Iterable<Report>): Latest[] {
  const byNode = new Map<string, Report[]>()
  for (const report of reports)
    if (report.minute < ahead) byNode.set(report.node, [...(byNode.get(report.node) ?? []), report])
  return [...byNode.keys()].sort().flatMap((node) => {
    const all = (byNode.get(node) ?? []).sort((a, b) => a.minute - b.minute || a.id - b.id)
    const last = all.at(-1)
    if (!last) return []
    const run = all.slice(all.findLastIndex((report) => report.status !== last.status) + 1)
    return { ...last, since: run[0]?.minute ?? Number.NaN }
  })
}

const markedAhead = async (): Promise<number[]> => {
  const rows = await fleet.db.query<{ id: number }[]>(
    `SELECT right(report_id::text, 12)::int AS id FROM reports_ahead ORDER BY 1`,
  )
  return rows.map(({ id }) => id)
}

const nodes = ['did:a:1', 'did:a:2', 'did:a:3']
// Few ids, minutes and statuses, so that duplicates, equal times and long runs are the rule.
const report: fc.Arbitrary<Report> = fc.record({
  id: fc.integer({ min: 1, max: 60 }),
  node: fc.constantFrom(...nodes),
  minute: fc.oneof(
    { weight: 12, arbitrary: fc.integer({ min: 0, max: 12 }) },
    { weight: 1, arbitrary: fc.integer({ min: ahead, max: ahead + 3 }) },
  ),
  status: fc.constantFrom('Healthy', 'Healthy', 'Warning', 'Error'),
})
type Step =
  | { do: 'insert'; reports: Report[] }
  | { do: 'update'; ids: number[]; to: Pick<Report, 'status' | 'minute' | 'node'> }
  | { do: 'delete'; ids: number[] }
  | { do: 'truncate' }
const ids = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 12 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('insert' as const),
      reports: fc.array(report, { maxLength: 12 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('update' as const), ids, to: report }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), ids }) },
  { weight: 1, arbitrary: fc.constant({ do: 'truncate' as const }) },
)

/** Does the step in PostgreSQL and on the plain map. */
async function take(one: Step, plain: Map<number, Report>): Promise<void> {
  if (one.do === 'insert') {
    for (const r of one.reports) if (!plain.has(r.id)) plain.set(r.id, r)
    await insert(one.reports)
  } else if (one.do === 'update') {
    const { status, minute, node } = one.to
    for (const id of one.ids) if (plain.has(id)) plain.set(id, { id, status, minute, node })
    await fleet.db.query(
      `UPDATE health_reports SET status = $1, timestamp = to_timestamp($2::float8), target_node_did = $3
       WHERE report_id = ANY ($4)`,
      [status, epoch + minute * 60, node, one.ids.map(uuidOf)],
    )
  } else if (one.do === 'delete') {
    for (const id of one.ids) plain.delete(id)
    await fleet.db.query(`DELETE FROM health_reports WHERE report_id = ANY ($1)`, [one.ids.map(uuidOf)])
  } else {
    plain.clear()
    await fleet.db.query(`TRUNCATE health_reports`)
  }
}

describe('the latest report of each node', () => {
  it('equals a plain recomputation after every step of any history', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
        await fleet.db.query(`TRUNCATE health_reports`)
        const plain = new Map<number, Report>()
        for (const one of steps) {
          await take(one, plain)
          expect(await stored()).toEqual(recomputed(plain.values()))
          expect(await markedAhead()).toEqual(
            [...plain.values()]
              .filter(({ minute }) => minute >= ahead)
              .map(({ id }) => id)
              .sort((a, b) => a - b),
          )
        }
      }),
      { numRuns: 150 },
    )
  })

  it('is correct for any order of arrival, one report per statement', async () => {
    const history = fc.uniqueArray(report, { selector: (r) => r.id, minLength: 2, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(history, async (reports) => {
        await fleet.db.query(`TRUNCATE health_reports`)
        for (const one of reports) await insert([one])
        expect(await stored()).toEqual(recomputed(reports))
      }),
      { numRuns: 60 },
    )
  })

  it('is correct when several writers report for the same nodes at once', async () => {
    const reports = Array.from({ length: 240 }, (_, id) => ({
      id: id + 1,
      node: nodes[id % 3] ?? '',
      minute: (id * 7) % 40,
      status: id % 5 === 0 ? 'Error' : 'Healthy',
    }))
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      for (let at = writer * 30; at < writer * 30 + 30; at += 6) await insert(reports.slice(at, at + 6))
    })
    await Promise.all(writers)
    expect(await stored()).toEqual(recomputed(reports))
  })

  it('is correct when reports are deleted while others arrive', async () => {
    const reports = Array.from({ length: 120 }, (_, id) => ({
      id: id + 1,
      node: nodes[0] ?? '',
      minute: id,
      status: id % 7 < 3 ? 'Warning' : 'Healthy',
    }))
    await insert(reports.slice(0, 60))
    const inserts = reports.slice(60).map((one) => insert([one]))
    const deletes = reports
      .slice(40, 60)
      .map((one) => fleet.db.query(`DELETE FROM health_reports WHERE report_id = $1`, [uuidOf(one.id)]))
    await Promise.all([...inserts, ...deletes])
    expect(await stored()).toEqual(recomputed([...reports.slice(0, 40), ...reports.slice(60)]))
  })
})

it('is correct when a report arrives while the only earlier one is deleted', async () => {
  await insert([
    { id: 1, node: 'did:a:1', minute: 1, status: 'Healthy' },
    { id: 2, node: 'did:a:2', minute: 1, status: 'Healthy' },
  ])
  const deleter = fleet.db.createQueryRunner()
  await deleter.startTransaction()
  await deleter.query(`DELETE FROM health_reports WHERE report_id = $1`, [uuidOf(1)])
  const waits = insert([
    { id: 3, node: 'did:a:1', minute: 3, status: 'Error' },
    { id: 4, node: 'did:a:2', minute: 4, status: 'Healthy' },
  ])
  await expect
    .poll(() => fleet.db.query(`SELECT FROM pg_locks WHERE NOT granted`), { timeout: 10_000 })
    .not.toEqual([])
  await deleter.commitTransaction()
  await deleter.release()
  await waits
  expect(await stored()).toEqual([
    { node: 'did:a:1', id: 3, minute: 3, status: 'Error', since: 3 },
    { node: 'did:a:2', id: 4, minute: 4, status: 'Healthy', since: 1 },
  ])
})

it('registers a node that reports for the first time', async () => {
  await insert([{ id: 1, node: 'did:new', minute: 0, status: 'Healthy' }])
  expect(await fleet.db.query(`SELECT node_did FROM nodes`)).toEqual([{ node_did: 'did:new' }])
})

it('learns how often a node reports, and one long silence does not become the new normal', async () => {
  const cadence = async () => (await fleet.db.query(`SELECT cadence_seconds AS s FROM node_latest`))[0].s
  for (let minute = 0; minute < 20; minute += 1)
    await insert([{ id: minute + 1, node: 'did:a:1', minute, status: 'Healthy' }])
  expect(await cadence()).toBeCloseTo(60, 6)
  await insert([{ id: 30, node: 'did:a:1', minute: 10_000, status: 'Healthy' }])
  expect(await cadence()).toBeLessThanOrEqual(96)
})

it('learns how often a node makes contact, whatever the times of its reports', async () => {
  const contact = async () => (await fleet.db.query(`SELECT contact_seconds AS s FROM node_latest`))[0].s
  const later = (seconds: number) =>
    fleet.db.query(`UPDATE node_latest SET heard_at = heard_at - $1 * interval '1 second'`, [seconds])
  await insert([{ id: 1, node: 'did:a:1', minute: 0, status: 'Healthy' }])
  expect(await contact()).toBeNull()
  // A second chunk of the same upload.
  await insert([{ id: 2, node: 'did:a:1', minute: 100, status: 'Healthy' }])
  expect(await contact()).toBeNull()
  for (let id = 3; id < 9; id += 1) {
    await later(20)
    await insert([{ id, node: 'did:a:1', minute: id * 100, status: 'Healthy' }])
    expect(await contact()).toBeGreaterThanOrEqual(20)
    expect(await contact()).toBeLessThan(30)
  }
  // One long silence is not the new normal, and what it taught fades as contact goes on.
  await later(7_200)
  await insert([{ id: 10, node: 'did:a:1', minute: 1_000, status: 'Healthy' }])
  expect(await contact()).toBe(300)
  await later(200)
  await insert([{ id: 11, node: 'did:a:1', minute: 1_001, status: 'Healthy' }])
  expect(await contact()).toBeCloseTo(200, 0)
})

describe('a node that uploads what it has kept', () => {
  const contact = async (): Promise<number> =>
    (await fleet.db.query(`SELECT contact_seconds AS s FROM node_latest`))[0].s
  /** As if everything so far had come and been made so much earlier. */
  const later = async (seconds: number) => {
    await fleet.db.query(`UPDATE node_latest SET heard_at = heard_at - $1 * interval '1 second'`, [seconds])
    await fleet.db.query(`UPDATE health_reports SET timestamp = timestamp - $1 * interval '1 second'`, [
      seconds,
    ])
  }
  /** One statement with a report every `step` seconds, from and to so many seconds ago. */
  const upload = (from: number, to: number, step: number) =>
    fleet.db.query(
      `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report)
       SELECT 'did:a:1', now() - ago * interval '1 second', 'Healthy', '{}' FROM generate_series($1::int, $2::int, $3::int) ago`,
      [from, to, -step],
    )
  const live = async (times: number, step: number) => {
    for (let time = 0; time < times; time += 1) {
      await later(step)
      await upload(0, 0, 1)
    }
  }

  it.each([5, 7, 30, 60])('is live once reports come every %i s, whatever it wrote first', async (step) => {
    await upload(86_400, 60, 60)
    expect(await contact()).toBeGreaterThan(86_000)
    await live(12, step)
    expect(await contact()).toBeLessThanOrEqual(300)
  })

  it('is live again soon after the upload that ended an outage', async () => {
    await live(10, 7)
    await later(36_000)
    await upload(36_000, 0, 60)
    expect(await contact()).toBeGreaterThan(36_000)
    await live(9, 7)
    expect(await contact()).toBeLessThanOrEqual(300)
  })

  it('is expected again after as long, however many pieces its upload comes in', async () => {
    for (let hour = 0; hour < 6; hour += 1) {
      await later(3_600)
      // Row by row, and each takes two seconds.
      for (let ago = 3_480; ago >= 0; ago -= 120) {
        await later(2)
        await upload(ago, ago, 1)
      }
      // At first a gap counts no more than fourfold.
      if (hour > 3) expect(await contact()).toBeGreaterThan(3_400)
    }
  })
})

it('keeps when a node was heard through changes of its reports, and what it said of its interval', async () => {
  const row = async () =>
    (await fleet.db.query(`SELECT heard_at, arrived_at, interval_seconds FROM node_latest`))[0]
  const say = (id: number, raw: string) =>
    fleet.db.query(
      `INSERT INTO health_reports (report_id, target_node_did, timestamp, status, raw_report)
       VALUES ($1, 'did:a:1', to_timestamp($2), 'Healthy', $3)`,
      [uuidOf(id), epoch + id, raw],
    )
  for (const raw of [
    '"text"',
    '[5]',
    '{"interval_seconds": "5"}',
    '{"interval_seconds": 0}',
    '{"interval_seconds": 1e400}',
  ]) {
    await fleet.db.query(`TRUNCATE health_reports`)
    await say(1, raw)
    expect(await row()).toMatchObject({ interval_seconds: null })
  }
  await say(2, '{"interval_seconds": 5}')
  const heard = await row()
  expect(heard).toMatchObject({ interval_seconds: 5, heard_at: heard.arrived_at })
  await fleet.db.query(`UPDATE health_reports SET status = 'Error'`)
  await fleet.db.query(`DELETE FROM health_reports WHERE report_id = $1`, [uuidOf(1)])
  expect(await row()).toEqual(heard)
  // A late report is contact, but says nothing of the present.
  await say(0, '{"interval_seconds": 60}')
  expect(await row()).toMatchObject({ interval_seconds: 5, arrived_at: heard.arrived_at })
  expect((await row()).heard_at.getTime()).toBeGreaterThan(heard.heard_at.getTime())
})

it('skips infinite and out-of-range times', async () => {
  await insert([{ id: 1, node: 'did:a:1', minute: 5, status: 'Healthy' }])
  for (const time of ['infinity', '-infinity', '294000-01-01', '4000-01-01 BC'])
    await fleet.db.query(
      `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report) VALUES
         ('did:a:1', $1, 'Error', '{}'), ('did:a:9', $1, 'Error', '{}')`,
      [time],
    )
  expect(await stored()).toEqual([{ node: 'did:a:1', id: 1, minute: 5, status: 'Healthy', since: 5 }])
})

it('lets the reports of a node be deleted after the node itself', async () => {
  await insert([1, 2, 3].map((id) => ({ id, node: 'did:a:1', minute: id, status: 'Healthy' })))
  await fleet.db.query(`DELETE FROM nodes WHERE node_did = 'did:a:1'`)
  await fleet.db.query(`DELETE FROM health_reports WHERE report_id = $1`, [uuidOf(1)])
  expect(await stored()).toEqual([])
  await insert([{ id: 4, node: 'did:a:1', minute: 4, status: 'Healthy' }])
  expect(await stored()).toEqual([{ node: 'did:a:1', id: 4, minute: 4, status: 'Healthy', since: 2 }])
})

describe('hakim_metric', () => {
  it.each([
    ['12.5', 12.5],
    ['-3e200', -3e200],
    ['1e289', 1e289],
    ['1e290', null],
    ['-1e400', null],
    ['1e-400', 0],
    ['1e-300', 1e-300],
    ['-5e-324', -5e-324],
    ['3e-324', 5e-324],
    ['2.4e-324', 0],
    ['0', 0],
    ['null', null],
    ['"7"', null],
    ['[7]', null],
    ['{"a":7}', null],
    ['true', null],
  ])('reads %s as %s', async (json, number) => {
    expect(await fleet.db.query(`SELECT hakim_metric($1::jsonb) AS value`, [json])).toEqual([
      { value: number },
    ])
  })
})

describe('the last changes of status', () => {
  type Changes = { at: number; to: string }[]
  const changes = async (): Promise<Changes> => {
    const [row] = await fleet.db.query<{ at: number[]; to: string[] }[]>(
      `SELECT ARRAY(SELECT ((extract(epoch FROM c) - $1) / 60)::float8 FROM unnest(changed_at) c) AS at, changed_to AS to
       FROM node_latest`,
      [epoch],
    )
    return (row?.at ?? []).map((at, n) => ({ at, to: row?.to[n] ?? '' }))
  }
  /** The plain definition, of which at most eight are kept. */
  const expected = (statuses: readonly string[], from = 0): Changes =>
    statuses
      .flatMap((to, at) => (at > from && statuses[at - 1] !== to ? [{ at, to }] : []))
      .slice(-flapping.changes)

  it('are kept while reports come in order, in batches of any size, and found again when reports are deleted', async () => {
    await fc.assert(
      fc.asyncProperty(
        // Long enough for more changes than are kept.
        fc.array(fc.constantFrom('Healthy', 'Healthy', 'Warning', 'Error'), {
          ...{ minLength: 1, maxLength: 40, size: 'max' },
        }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 40, maxLength: 40 }),
        async (statuses, sizes) => {
          await fleet.db.query(`TRUNCATE health_reports; DELETE FROM nodes`)
          const reports = statuses.map((status, minute) => ({ id: minute, node: 'did:a:1', minute, status }))
          const left = [...reports]
          for (const size of sizes) if (left.length > 0) await insert(left.splice(0, size))
          expect(await changes()).toEqual(expected(statuses))
          await fleet.db.query(`DELETE FROM health_reports WHERE report_id = $1`, [
            uuidOf(statuses.length - 1),
          ])
          expect(await changes()).toEqual(expected(statuses.slice(0, -1)))
        },
      ),
      { numRuns: 30 },
    )
  })

  it('are not looked for beyond two hours when they are found again', async () => {
    const minutes = [0, 1, 2, 100, 121, 122, 123]
    const [first, ...others] = minutes.map((minute, id) => ({
      ...{ id, node: 'did:a:1', minute, status: id % 2 ? 'Error' : 'Healthy' },
    }))
    if (first) await insert([first])
    await insert(others)
    expect((await changes()).map(({ at }) => at)).toEqual(minutes.slice(1))
    await fleet.db.query(`DELETE FROM health_reports WHERE report_id = $1`, [uuidOf(6)])
    expect((await changes()).map(({ at }) => at)).toEqual([100, 121, 122])
  })
})
