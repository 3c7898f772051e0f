import type { EntityManager } from 'typeorm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { noteRetention } from '@/lib/audit/db/report-hours'
import { testAudit, testKey, verified } from '@/test/audit'
import type { TestFleet } from '@/test/fleet'
import { afterEdit } from '@/test/superuser'
import { random } from '@/test/tampering'
import { digestReports } from './digest-reports'
import { verifyDatabase } from './verify-audit'

const positions = Number(process.env.HAKIM_TAMPER_POSITIONS || 3)
const seed = Number(process.env.HAKIM_TAMPER_SEED ?? Date.now() % 1_000_000)
const next = random(seed)

let fleet: TestFleet
const hours = 6
const report = (hoursAgo: string, node: string) =>
  `INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
   SELECT ${node}, date_trunc('hour', now()) - ${hoursAgo} * interval '1 hour' + n * interval '5 minutes', 'Healthy',
          jsonb_build_object('n', n), jsonb_build_object('n', n) FROM generate_series(1, 10) n`

beforeAll(async () => {
  fleet = await testAudit(2)
  const { db } = fleet
  // As if they had come in time: nothing is late before the digests begin.
  for (let ago = 2; ago < 2 + hours; ago += 1)
    for (const node of ['a', 'b']) await db.query(report(String(ago), `'did:kos:${node}'`))
  await db.query(
    `INSERT INTO report_log (first_hour, digested_hour)
     SELECT hour - $1::int, hour - $1::int - 1 FROM (SELECT floor(extract(epoch FROM now()) / 3600)::int AS hour) h`,
    [hours + 1],
  )
  await db.query(report('4', `'did:kos:late'`))
  await db.query(`UPDATE late_reports SET arrived_hour = hour + 1`)
  expect(await digestReports(db)).toBeGreaterThanOrEqual(hours)
  expect(await digestReports(db)).toBe(0)
})
afterAll(() => fleet.close())

it('makes one digest of each node and hour, and one event of each hour', async () => {
  const [found] = await fleet.db.query(
    `SELECT (SELECT count(*)::int FROM report_hours) AS rows, (SELECT sum(cardinality(nodes))::int FROM report_hours) AS nodes,
            (SELECT sum(r)::int FROM report_hours, unnest(reports) r) AS reports, (SELECT count(*)::int FROM late_reports) AS late,
            (SELECT count(*)::int FROM job_events WHERE body LIKE '%"reports digested"%') AS events`,
  )
  expect(found).toEqual({ rows: hours, nodes: 2 * hours, reports: 20 * hours, late: 10, events: hours })
  expect(await verified(fleet.db)).toMatchObject({ ok: true, findings: [] })
  expect((await verified(fleet.db)).report_hours).toBeGreaterThanOrEqual(hours)
})

const anyReport = `report_id = (SELECT report_id FROM health_reports ORDER BY report_id OFFSET $1 LIMIT 1)`
it.each([
  ['changed', `UPDATE health_reports SET metrics = '{"n": 0}' WHERE ${anyReport}`, /have changed/],
  [
    'changed only in what is not shown',
    `UPDATE health_reports SET raw_report = '{}' WHERE ${anyReport}`,
    /have changed/,
  ],
  ['deleted', `DELETE FROM health_reports WHERE ${anyReport}`, /have changed/],
  [
    'moved',
    `UPDATE health_reports SET timestamp = timestamp + interval '1 hour' WHERE ${anyReport}`,
    /have changed/,
  ],
  [
    'inserted',
    `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report)
     SELECT target_node_did, timestamp, status, '{}' FROM health_reports WHERE ${anyReport}`,
    /have changed|are not in the log/,
  ],
])(`reports that were %s are found at ${positions} places (seed ${seed})`, async (_, sql, detail) => {
  for (let n = 0; n < positions; n += 1) {
    const edited = await afterEdit(fleet.db, (tx) => tx.query(sql, [next(20 * hours + 10)]))
    expect(edited.findings.map((each) => each.detail)).toContainEqual(expect.stringMatching(detail))
  }
})

it('a digest that was made again after an edit is found, and so is a late report that was added to the list', async () => {
  const again = async (tx: EntityManager) => {
    await tx.query(`UPDATE health_reports SET status = 'Warning' WHERE target_node_did = 'did:kos:a'`)
    await tx.query(`UPDATE report_log SET digested_hour = first_hour - 1`)
    await tx.query(`DELETE FROM report_hours`)
    await tx.query(
      `INSERT INTO report_hours SELECT floor(extract(epoch FROM timestamp) / 3600), ARRAY['did:kos:a'], ARRAY[10], sha256('x')
       FROM health_reports GROUP BY 1`,
    )
  }
  const { findings } = await afterEdit(fleet.db, again)
  expect(findings.filter(({ detail }) => /^reports digests of the hour/.test(detail))).toHaveLength(hours)
  const late = await afterEdit(fleet.db, (tx) =>
    tx.query(
      `INSERT INTO late_reports SELECT report_id, target_node_did, floor(extract(epoch FROM timestamp) / 3600),
      floor(extract(epoch FROM timestamp) / 3600) + 1, sha256('x') FROM health_reports
      WHERE target_node_did <> 'did:kos:late' LIMIT 1`,
    ),
  )
  expect(late.found).toBeGreaterThan(0)
})

it('an hour that has its digest stays closed when the clock is set back', async () => {
  const { db } = fleet
  const runner = db.createQueryRunner()
  await runner.startTransaction()
  try {
    await runner.query(`UPDATE report_log SET digested_hour = floor(extract(epoch FROM now()) / 3600) + 1`)
    await runner.query(
      `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report) VALUES ('did:kos:a', now(), 'Healthy', '{}')`,
    )
    const { findings } = await verifyDatabase(runner.manager, { keys: [testKey.did] })
    expect(findings).toEqual([])
  } finally {
    await runner.rollbackTransaction()
    await runner.release()
  }
})

it('what somebody changes by the rules is in the log, and what retention deletes is not missed', async () => {
  const { db } = fleet
  await db.query(`UPDATE health_reports SET status = 'Warning' WHERE target_node_did = 'did:kos:a'`)
  expect(await verified(db)).toMatchObject({ ok: true, findings: [] })
  const [event] = await db.query(
    `SELECT body::jsonb ->> 'operation' AS operation, body::jsonb ->> 'reports' AS reports FROM job_events
     WHERE body LIKE '%"reports changed"%'`,
  )
  expect(event).toEqual({ operation: 'update', reports: String(10 * hours) })
  // From a node and an hour into others, and from an hour that has no digest yet.
  await db.query(
    `UPDATE health_reports SET timestamp = timestamp + interval '1 hour', target_node_did = 'did:kos:c'
     WHERE report_id = (SELECT report_id FROM health_reports WHERE target_node_did = 'did:kos:b' ORDER BY timestamp LIMIT 1)`,
  )
  await db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report) VALUES ('did:kos:d', now(), 'Healthy', '{}')`,
  )
  await db.query(
    `UPDATE health_reports SET timestamp = timestamp - interval '3 hours' WHERE target_node_did = 'did:kos:d'`,
  )
  expect((await verified(db)).findings).toEqual([])
  const [{ day }] = await db.query<[{ day: number }]>(
    `SELECT floor(extract(epoch FROM now()) / 86400)::int + 1 AS day`,
  )
  await db.transaction(async (tx) => {
    await noteRetention(tx, day)
    await tx.query(`SELECT set_config('hakim.retention', 'on', true)`)
    await tx.query(`DELETE FROM health_reports`)
  })
  expect(await verified(db)).toMatchObject({ ok: true, findings: [] })
})
