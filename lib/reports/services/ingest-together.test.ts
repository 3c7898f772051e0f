import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { ok } from '@/lib/kernel/errors'
import { metrics } from '@/lib/metrics/metrics'
import { type TestFleet, testAgent, testFleet } from '@/test/fleet'
import { done } from '@/test/result'
import { ingestReports } from './ingest-reports'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet()
  await fleet.db.query(`
    CREATE FUNCTION refuse_poison() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.status = 'Poison' THEN RAISE EXCEPTION 'no poison'; END IF;
      RETURN NEW;
    END $$`)
  await fleet.db.query(`
    CREATE TRIGGER refuse_poison BEFORE INSERT ON health_reports
    FOR EACH ROW EXECUTE FUNCTION refuse_poison()`)
})
afterAll(() => fleet.close())
beforeEach(async () => {
  await fleet.db.query(`TRUNCATE health_reports`)
  // The log says what the database refuses.
  const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  onTestFinished(() => errors.mockRestore())
})

const uuid = (n: number) => `3f0e7a4e-0f8e-4d55-9a53-${String(n).padStart(12, '0')}`
const nodeOf = (n: number) => `did:test:node:${n}`

type Sent = { id: number; status: string }
type Call = { node: number; reports: Sent[]; turns: number }

const send = (node: number, reports: readonly Sent[]) =>
  ingestReports(
    { db: fleet.db, viewer: testAgent(nodeOf(node)) },
    {
      bytes: 300 * reports.length,
      read: () =>
        ok({
          items: reports.map(({ id, status }) => ({
            value: {
              report_id: uuid(id),
              target_node_did: nodeOf(node),
              timestamp: '2026-01-31T09:30:00Z',
              status,
            },
          })),
        }),
    },
  )
const stored = async (): Promise<{ report_id: string; n: number }[]> =>
  fleet.db.query(`SELECT report_id, count(*)::int AS n FROM health_reports GROUP BY 1 ORDER BY 1`)

/** Which node has the report with an id. */
const holdersOfIds = async (): Promise<Map<string, string>> => {
  const rows = await fleet.db.query<{ report_id: string; did: string }[]>(
    `SELECT report_id, target_node_did AS did FROM health_reports`,
  )
  return new Map(rows.map(({ report_id, did }) => [report_id, did]))
}

/** Few ids, so that callers meet: the same report in one call, in several, and a report that cannot be stored. */
const calls = fc.array(
  fc.record<Call>({
    node: fc.integer({ min: 1, max: 3 }),
    reports: fc.array(
      fc.record<Sent>({
        id: fc.nat(15),
        status: fc.oneof({ arbitrary: fc.constant('Healthy'), weight: 8 }, fc.constant('Poison')),
      }),
      { maxLength: 6 },
    ),
    turns: fc.nat(3),
  }),
  { minLength: 1, maxLength: 12 },
)

it('answers every caller about its own reports, however calls are grouped', async () => {
  await fc.assert(
    fc.asyncProperty(calls, async (given) => {
      await fleet.db.query(`TRUNCATE health_reports`)
      const answers = await Promise.all(
        given.map(async ({ node, reports, turns }) => {
          for (let turn = 0; turn < turns; turn += 1) await fleet.db.query('SELECT 1')
          return done(await send(node, reports))
        }),
      )
      const holders = await holdersOfIds()
      answers.forEach((answer, index) => {
        const { reports, node } = given[index] ?? { reports: [], node: 0 }
        const rejected = reports.flatMap(({ id, status }, at) =>
          status === 'Poison' || holders.get(uuid(id)) !== nodeOf(node) ? [at] : [],
        )
        expect(answer.rejected.map((each) => each.index)).toEqual(rejected)
        expect(answer.accepted + answer.duplicates + rejected.length).toBe(reports.length)
      })
      const good = given.flatMap(({ reports }) => reports).filter(({ status }) => status !== 'Poison')
      const expected = [...new Set(good.map(({ id }) => uuid(id)))].sort()
      expect(await stored()).toEqual(expected.map((report_id) => ({ report_id, n: 1 })))
      expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(expected.length)
    }),
    { numRuns: 60 },
  )
}, 60_000)

it('counts a report that two calls of a node sent as a duplicate of the later one, and rejects another node’s', async () => {
  const busy = send(1, [{ id: 0, status: 'Healthy' }])
  const [first, second, third] = await Promise.all([
    send(2, [
      { id: 1, status: 'Healthy' },
      { id: 2, status: 'Healthy' },
    ]),
    send(3, [
      { id: 2, status: 'Healthy' },
      { id: 3, status: 'Healthy' },
      { id: 3, status: 'Healthy' },
    ]),
    send(2, [{ id: 2, status: 'Healthy' }]),
  ])
  expect(done(await busy)).toMatchObject({ accepted: 1, duplicates: 0 })
  expect(done(first)).toMatchObject({ accepted: 2, duplicates: 0 })
  expect(done(second)).toMatchObject({ accepted: 1, duplicates: 1, rejected: [{ index: 0 }] })
  expect(done(third)).toMatchObject({ accepted: 0, duplicates: 1, rejected: [] })
})

it('stores all but the one report of a thousand that the database refuses', async () => {
  const reports = Array.from({ length: 1_000 }, (_, id) => ({
    id,
    status: id === 619 ? 'Poison' : 'Healthy',
  }))
  const [poisoned, other] = await Promise.all([send(1, reports), send(2, [{ id: 2_000, status: 'Healthy' }])])
  expect(done(poisoned)).toMatchObject({ accepted: 999, duplicates: 0, rejected: [{ index: 619 }] })
  expect(done(other)).toMatchObject({ accepted: 1, rejected: [] })
  expect(await stored()).toHaveLength(1_000)
})

it('a call that cannot be parsed does not affect others', async () => {
  const busy = send(1, [{ id: 0, status: 'Healthy' }])
  const context = { db: fleet.db, viewer: testAgent(nodeOf(2)) }
  const foreign = { target_node_did: nodeOf(9), timestamp: '2026-01-31T09:30:00Z', status: 'Healthy' }
  const answers = await Promise.all([
    ingestReports(context, { bytes: 1, read: () => ok({ items: [{ value: foreign }] }) }),
    ingestReports(context, { bytes: 1, read: () => ok({ items: [{ value: 7 }], alone: true }) }),
    send(3, [{ id: 1, status: 'Healthy' }]),
    busy,
  ])
  expect(answers.map((answer) => (answer.ok ? answer.value.accepted : answer.error.kind))).toEqual([
    'forbidden',
    'invalid',
    1,
    1,
  ])
})

it('counts what waits for its insert, and for how long', async () => {
  const { queued, queueWait } = metrics().ingest
  const waiting = async () => (await queued.get()).values[0]?.value
  const waits = async () =>
    (await queueWait.get()).values.find(({ metricName }) => metricName?.endsWith('_count'))?.value ?? 0
  const before = await waits()
  // The first begins at once; the others wait for it.
  const calls = [1, 2, 3].map((node) => send(node, [{ id: node, status: 'Healthy' }]))
  expect(await waiting()).toBe(2)
  await Promise.all(calls)
  expect(await waiting()).toBe(0)
  expect((await waits()) - before).toBe(3)
})
