import { afterAll, beforeAll, expect, it } from 'vitest'
import { askFor, testAudit, wholeJob } from '@/test/audit'
import type { TestFleet } from '@/test/fleet'
import { indexOlderEvents } from './index-older-events'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testAudit()
  await wholeJob(fleet.db)
  await fleet.db.query(
    `INSERT INTO job_events (stream, body) VALUES ('test', 'no JSON'), ('job:x', '{"at": "noon"}')`,
  )
  // A job that is gone: its node and requester are in its first event.
  await askFor(fleet.db)
  await fleet.db.query(`DELETE FROM maintenance_jobs WHERE status = 'PendingApproval'`)
})
afterAll(() => fleet.close())

const kept = async () => [
  await fleet.db.query(`SELECT * FROM audit_entries ORDER BY event_id`),
  await fleet.db.query(`SELECT * FROM audit_people ORDER BY event_id, person_id`),
]

it('indexes what was written before the index, and ends there', async () => {
  const first = await kept()
  await fleet.db.query(`TRUNCATE audit_entries, audit_people`)
  expect(await indexOlderEvents(fleet.db, 5)).toBe(first[0]?.length)
  expect(await kept()).toEqual(first)
  expect(await indexOlderEvents(fleet.db, 5)).toBe(0)
  await fleet.db.query(`DELETE FROM audit_entries WHERE event_id < 10`)
  await fleet.db.query(`DELETE FROM audit_people WHERE event_id < 10`)
  await indexOlderEvents(fleet.db)
  expect(await kept()).toEqual(first)
})

it('notes kind, node and people, and an event that says nothing of them', async () => {
  const entries = await fleet.db.query(`SELECT kind, node_did, at FROM audit_entries ORDER BY event_id`)
  const at = expect.any(Date)
  expect(entries).toContainEqual({ kind: 'vote', node_did: 'did:kos:1', at })
  expect(entries).toContainEqual({ kind: 'node_owners insert', node_did: 'did:kos:1', at })
  expect(entries).toContainEqual({ kind: 'deleted', node_did: 'did:kos:1', at })
  expect(entries.filter(({ kind }: { kind: string }) => kind === '')).toEqual([
    { kind: '', node_did: null, at: null },
    { kind: '', node_did: null, at: null },
  ])
  const named = await fleet.db.query(
    `SELECT array_agg(DISTINCT person_id ORDER BY person_id) AS people FROM audit_people JOIN audit_entries USING (event_id)
     WHERE kind IN ('vote', 'deleted') GROUP BY kind ORDER BY kind`,
  )
  expect(named).toEqual([{ people: ['ola'] }, { people: ['ana', 'ola'] }])
})
