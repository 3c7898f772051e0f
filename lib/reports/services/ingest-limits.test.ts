import { randomUUID } from 'node:crypto'
import type { DataSource } from 'typeorm'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { openDataSource } from '@/lib/db/connection/data-source'
import { ok } from '@/lib/kernel/errors'
import { type TestFleet, testAgent, testFleet } from '@/test/fleet'
import { done } from '@/test/result'
import { ingestReports } from './ingest-reports'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(4)
})
afterAll(() => fleet.close())

const names = (from: number, to: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: to - from }, (_, n) => [`m${from + n}`, n]))

const reportOf = (node: string, more: object) => ({
  ...{ report_id: randomUUID(), target_node_did: node, timestamp: new Date().toISOString() },
  ...{ status: 'Healthy', ...more },
})

/** Sends to a server that gives a node so many places for names. */
const sendTo = async (db: DataSource, places: number, node: string, ...reports: object[]) =>
  done(
    await ingestReports(
      { db, viewer: testAgent(node) },
      {
        ...{ bytes: 1_000, limits: { report: 500, node: places } },
        read: () => ok({ items: reports.map((value) => ({ value })) }),
      },
    ),
  )
const send = (node: string, ...reports: object[]) => sendTo(fleet.db, 2_000, node, ...reports)

const metricsOf = async (reportId: string): Promise<{ kept: number; raw: number }> => {
  const [row] = await fleet.db.query(
    `SELECT (SELECT count(*)::int FROM jsonb_object_keys(metrics)) AS kept,
            (SELECT count(*)::int FROM jsonb_object_keys(raw_report -> 'metrics')) AS raw
     FROM health_reports WHERE report_id = $1`,
    [reportId],
  )
  return row
}

/** Another server's pool: it remembers nothing. */
async function otherServer(): Promise<DataSource> {
  const db = await openDataSource(fleet.url, { poolSize: 1, connectTimeoutMs: 30_000 })
  onTestFinished(() => db.destroy())
  return db
}

it('keeps 500 metrics of a report, and the others in its raw report', async () => {
  const node = 'did:limit:report'
  const plain = reportOf(node, { metrics: { ...names(0, 4_000), cpu_usage_percent: 7 } })
  const own = reportOf(node, { metrics: names(0, 501), raw_report: { any: 'thing' } })
  const answer = await send(node, plain, own)
  expect(answer).toMatchObject({ accepted: 2, rejected: [] })
  expect(answer.warnings).toMatchObject([
    { index: 0, error: expect.stringContaining('has 4001 metrics; the first 500 count') },
    { index: 1, error: expect.stringContaining('has 501 metrics; the first 500 count') },
  ])
  expect(await metricsOf(plain.report_id)).toEqual({ kept: 500, raw: 4_001 })
  expect(await metricsOf(own.report_id)).toEqual({ kept: 500, raw: 501 })
  const [latest] = await fleet.db.query(
    `SELECT metrics ? 'cpu_usage_percent' AS core FROM health_reports WHERE report_id = $1`,
    [plain.report_id],
  )
  expect(latest).toEqual({ core: true })
})

it('a node has 2,000 names, however many of its calls run at once; the others stay in raw reports', async () => {
  const node = 'did:limit:names'
  const reports = Array.from({ length: 8 }, (_, n) =>
    reportOf(node, { metrics: names(n * 400, n * 400 + 400) }),
  )
  const answers = await Promise.all(reports.map((report) => send(node, report)))
  expect(answers.map(({ accepted }) => accepted)).toEqual(reports.map(() => 1))
  const kept = await Promise.all(reports.map(({ report_id }) => metricsOf(report_id)))
  expect(kept.reduce((sum, one) => sum + one.kept, 0)).toBe(2_000)
  expect(kept.every(({ raw }) => raw === 400)).toBe(true)
  const told = answers.flatMap(({ warnings }) => warnings.map(({ error }) => error))
  expect(told).toHaveLength(3)
  expect(told[0]).toContain('would be beyond the 2000 names of this node; kept in raw_report only')
  // Names that have a place keep it, another node is not concerned, and a forgotten name makes room.
  const again = reportOf(node, { metrics: { m0: 1, m9999: 1 } })
  expect((await send(node, again)).warnings).toHaveLength(1)
  expect(await metricsOf(again.report_id)).toEqual({ kept: 1, raw: 2 })
  expect(
    (await send('did:limit:other', reportOf('did:limit:other', { metrics: names(0, 400) }))).warnings,
  ).toEqual([])
})

it('another server knows the places too, and a name that was not used for 30 days loses its own', async () => {
  const node = 'did:limit:days'
  await sendTo(fleet.db, 3, node, reportOf(node, { metrics: names(0, 3) }))
  const other = await otherServer()
  expect((await sendTo(other, 3, node, reportOf(node, { metrics: { late: 1 } }))).warnings).toHaveLength(1)
  expect((await sendTo(other, 3, node, reportOf(node, { metrics: names(0, 3) }))).warnings).toEqual([])
  await fleet.db.query(`UPDATE node_names SET seen_on = current_date - 31 WHERE node_did = $1`, [node])
  const third = await otherServer()
  expect((await sendTo(third, 3, node, reportOf(node, { metrics: { late: 1 } }))).warnings).toEqual([])
})

it('rejects statuses beyond the names of a node, and problems without end', async () => {
  const node = 'did:limit:status'
  const odd = Array.from({ length: 8 }, (_, n) => reportOf(node, { status: `Odd ${n}` }))
  const answer = await sendTo(fleet.db, 5, node, ...odd, reportOf(node, {}))
  expect(answer).toMatchObject({ accepted: 6, rejected: [{ index: 5 }, { index: 6 }, { index: 7 }] })
  expect(answer.rejected[0]?.error).toContain('use Healthy, Warning, Error, Unknown')
  const wordy = await send(node, reportOf(node, { dependencies: Array(1_000).fill(1) }))
  expect(wordy.rejected[0]?.fields).toHaveLength(1)
  const texts = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`m${n}`, '']))
  const warned = await send(node, reportOf(node, { metrics: texts }))
  expect(warned.warnings[0]?.fields).toHaveLength(21)
  expect(warned.warnings[0]?.error).toContain('and 980 more')
})

it('a report with the id of another node’s report is rejected by name, and only its own node’s is a duplicate', async () => {
  const [a, b] = ['did:id:a', 'did:id:b']
  const first = reportOf(a, {})
  expect(await send(a, first)).toMatchObject({ accepted: 1, duplicates: 0, rejected: [] })
  expect(await send(a, first)).toMatchObject({ accepted: 0, duplicates: 1, rejected: [] })
  const other = reportOf(b, { report_id: first.report_id.toUpperCase() })
  const answer = await send(b, reportOf(b, {}), other)
  expect(answer).toMatchObject({
    ...{ accepted: 1, duplicates: 0 },
    rejected: [{ index: 1, fields: [{ path: 'report_id' }] }],
  })
  expect(answer.rejected[0]?.error).toContain('report of another node')
  // Both at once: one of them has it.
  const shared = randomUUID()
  const both = await Promise.all([a, b].map((node) => send(node, reportOf(node, { report_id: shared }))))
  expect(both.map(({ accepted }) => accepted).sort()).toEqual([0, 1])
  expect(both.flatMap(({ rejected }) => rejected)).toHaveLength(1)
})
