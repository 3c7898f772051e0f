import { afterAll, beforeAll, expect, it } from 'vitest'
import { ok } from '@/lib/kernel/errors'
import { type TestFleet, testAgent, testFleet, testPerson } from '@/test/fleet'
import { done, failureOf } from '@/test/result'
import { type IncomingReport, ingestReports, type ReportCall } from './ingest-reports'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet()
})
afterAll(() => fleet.close())

const did = 'did:test:node:1'
const report = (more: Record<string, unknown> = {}) => ({
  target_node_did: did,
  timestamp: '2026-01-31T09:30:00Z',
  status: 'Healthy',
  ...more,
})
const callOf = (...items: IncomingReport[]): ReportCall => ({ bytes: 1_000, read: () => ok({ items }) })
const send = (...values: unknown[]) =>
  ingestReports({ db: fleet.db, viewer: testAgent(did) }, callOf(...values.map((value) => ({ value }))))
const count = async (): Promise<number> =>
  (await fleet.db.query(`SELECT count(*)::int AS n FROM health_reports`))[0].n
const uuid = (n: number) => `3f0e7a4e-0f8e-4d55-9a53-${String(n).padStart(12, '0')}`

it('stores what was sent, column by column', async () => {
  const sent = report({
    report_id: uuid(1),
    metrics: { cpu_usage_percent: 1.5, x: 5e-324 },
    diagnosis: { code: 'A' },
  })
  expect(done(await send(sent))).toEqual({ accepted: 1, duplicates: 0, rejected: [], warnings: [] })
  const [row] = await fleet.db.query(`SELECT * FROM health_reports WHERE report_id = $1`, [uuid(1)])
  expect(row).toEqual({
    report_id: uuid(1),
    target_node_did: did,
    timestamp: new Date('2026-01-31T09:30:00Z'),
    status: 'Healthy',
    metrics: { cpu_usage_percent: 1.5, x: 5e-324 },
    diagnosis: { code: 'A' },
    raw_report: sent,
  })
})

it('stores absent metrics and diagnosis as NULL, not as the JSON null', async () => {
  done(await send(report({ report_id: uuid(2), metrics: null })))
  const [row] = await fleet.db.query(
    `SELECT metrics IS NULL AS m, diagnosis IS NULL AS d FROM health_reports WHERE report_id = $1`,
    [uuid(2)],
  )
  expect(row).toEqual({ m: true, d: true })
})

it('counts a repeated report as a duplicate, in one batch and later, with its id in either case', async () => {
  const one = report({ report_id: uuid(3) })
  expect(done(await send(one, one, report({ report_id: uuid(4) })))).toMatchObject({
    accepted: 2,
    duplicates: 1,
  })
  const again = report({ report_id: uuid(3).toUpperCase() })
  expect(done(await send(one, again))).toMatchObject({ accepted: 0, duplicates: 2 })
})

it('treats reports without an id as new', async () => {
  expect(done(await send(report(), report()))).toMatchObject({ accepted: 2, duplicates: 0 })
})

it('keeps the valid reports of a batch and names the others by index and field', async () => {
  const before = await count()
  const result = done(
    await ingestReports(
      { db: fleet.db, viewer: testAgent(did) },
      callOf(
        { value: report({ metrics: { load: 'high' } }) },
        { value: report({ status: '' }) },
        { problem: 'The line is not JSON' },
        { value: null },
        { value: { status: 'Healthy' } },
      ),
    ),
  )
  expect(result).toMatchObject({ accepted: 1, duplicates: 0 })
  expect(result.rejected.map(({ index }) => index)).toEqual([1, 2, 3, 4])
  expect(result.rejected[0]).toMatchObject({
    error: 'status must not be empty',
    fields: [{ path: 'status' }],
  })
  expect(result.warnings).toMatchObject([{ index: 0, fields: [{ path: 'metrics.load' }] }])
  expect(await count()).toBe(before + 1)
})

it('refuses the whole call when one report is for another node, even an invalid one', async () => {
  const before = await count()
  expect(failureOf(await send(report(), report({ target_node_did: 'did:test:node:2' })))).toBe('forbidden')
  expect(failureOf(await send(report(), report({ target_node_did: 'did:test:node:2', status: '' })))).toBe(
    'forbidden',
  )
  expect(await count()).toBe(before)
})

it('accepts 1,000 reports at once', async () => {
  const batch = Array.from({ length: 1_000 }, () => report())
  expect(done(await send(...batch))).toMatchObject({ accepted: 1_000 })
})

it('is for agents only', async () => {
  const viewer = await testPerson(fleet.db, 'admin', 'admin')
  expect(failureOf(await ingestReports({ db: fleet.db, viewer }, callOf({ value: report() })))).toBe(
    'forbidden',
  )
})

it('accepts an empty batch', async () => {
  expect(done(await send())).toEqual({ accepted: 0, duplicates: 0, rejected: [], warnings: [] })
})
