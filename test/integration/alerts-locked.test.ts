import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { alertClock } from '@/lib/alerts/services/alert-clock'
import { database } from '@/lib/db/connection/server-database'
import { testRule, writeReports } from '@/test/alerts'
import { type TestFleet, testNode } from '@/test/fleet'
import { setRestricted } from '@/test/owner-changes'
import { testServer } from '@/test/query-server'

let fleet: TestFleet
let other: Client
beforeAll(async () => {
  fleet = await testServer()
  other = new Client({ connectionString: fleet.url })
  await other.connect()
})
afterAll(async () => {
  await other.end()
  await fleet.close()
})

const told = async (): Promise<[string, string][]> => {
  const rows = await fleet.db.query<{ node_did: string; title: string }[]>(
    `SELECT node_did, title FROM notices ORDER BY at, node_did`,
  )
  return rows.map(({ node_did, title }) => [node_did, title])
}

/** As if this much time had passed for people. */
const later = (interval: string): Promise<unknown> =>
  fleet.db.query(
    `UPDATE alert_groups SET opened_at = opened_at - '${interval}'::interval, told_at = told_at - '${interval}'::interval,
            closed_at = closed_at - '${interval}'::interval`,
  )

it('tells of what fires, escalates and is over while the jobs are locked, and of a restricted node once they are not', async () => {
  const [open, hidden] = ['did:n:open', 'did:n:hidden']
  for (const node of [open, hidden]) await testNode(fleet.db, node)
  await setRestricted(fleet.db, hidden, true)
  await fleet.db.query(
    `INSERT INTO people (id, name, email, email_verified, did, role) VALUES ('root', 'Root', 'root@example.org', true, 'did:test:root', 'admin')`,
  )
  await fleet.db.query(
    `INSERT INTO notice_channels (channel_id, kind, person_id, name, least_severity, nodes)
     VALUES (gen_random_uuid(), 'mail', 'root', 'Mail', 'info', 'all')`,
  )
  await testRule(fleet.db, { escalate_minutes: 30 })
  await testRule(fleet.db, { scope: 'node', node_did: hidden })
  const cpu = (node: string, ago: number, value: number) => ({ node, ago, cpu: value })
  await other.query('BEGIN')
  await other.query('LOCK TABLE maintenance_jobs')
  const [db, clock] = [await database(), alertClock()]
  await writeReports(fleet.db, [cpu(open, 9, 95)])
  await clock(db)
  await later('1 minute')
  await clock(db)
  expect(await told()).toEqual([[open, 'CPU over 90%']])
  await later('30 minutes')
  await clock(db)
  expect(await told()).toHaveLength(2)
  await writeReports(fleet.db, [cpu(open, 8, 10)])
  await clock(db)
  await later('10 minutes')
  await clock(db)
  expect((await told()).slice(2)).toEqual([[open, 'Resolved: CPU over 90%']])
  await writeReports(fleet.db, [cpu(hidden, 7, 95)])
  await clock(db)
  await later('1 minute')
  await clock(db)
  const untold = () =>
    fleet.db.query<unknown[]>(`SELECT FROM alert_incidents WHERE node_did = $1 AND told_at IS NULL`, [hidden])
  expect(await untold()).toHaveLength(2)
  await other.query('COMMIT')
  await expect
    .poll(
      async () => {
        await clock(db)
        return untold()
      },
      { timeout: 20_000 },
    )
    .toHaveLength(0)
}, 60_000)
