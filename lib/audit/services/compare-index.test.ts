import type { EntityManager } from 'typeorm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addNode, askFor, testAudit, verified, vote, wholeJob } from '@/test/audit'
import { type TestFleet, testPerson } from '@/test/fleet'
import { afterEdit } from '@/test/superuser'
import { indexOlderEvents } from './index-older-events'

let fleet: TestFleet
let job: string
beforeAll(async () => {
  fleet = await testAudit(2)
  job = await wholeJob(fleet.db)
  await addNode(fleet.db, 'did:kos:2')
  await fleet.db.query(`INSERT INTO job_events (stream, body) VALUES ($1, 'x')`, ['rights'])
})
afterAll(() => fleet.close())

const foundBy = async (edit: (tx: EntityManager) => Promise<unknown>): Promise<string[]> =>
  (await afterEdit(fleet.db, edit)).findings.map(({ detail }) => detail)

/** The event of the vote on the job. */
const ofVote = `(SELECT event_id FROM job_events WHERE stream = 'job:' || $1 AND body LIKE '%"kind": "vote"%')`

it('the index of an honest log has everything', async () => {
  expect((await verified(fleet.db)).findings).toEqual([])
})

it.each([
  [
    `DELETE FROM audit_entries WHERE event_id = ${ofVote}`,
    'lacks it, so that pages and filters do not show it',
  ],
  [`UPDATE audit_entries SET kind = 'note' WHERE event_id = ${ofVote}`, 'has it as note'],
  [`UPDATE audit_entries SET node_did = 'did:kos:2' WHERE event_id = ${ofVote}`, 'has it on node did:kos:2'],
  [
    `UPDATE audit_entries SET at = at - interval '1 day' WHERE event_id = ${ofVote}`,
    'has it at another time',
  ],
  [`DELETE FROM audit_people WHERE person_id = 'ana' AND event_id = ${ofVote}`, 'lacks that it is about ana'],
  [`DELETE FROM audit_people WHERE person_id = 'ola' AND event_id = ${ofVote}`, 'lacks that it is about ola'],
  [`INSERT INTO audit_people SELECT 'ada', ${ofVote}`, 'says that it is about ada'],
])('found: %s', async (sql, what) => {
  expect(await foundBy((tx) => tx.query(sql, [job]))).toEqual([
    expect.stringMatching(new RegExp(`^index of event \\d+ ${what}$`)),
  ])
})

it('has each event of a job id that came again by its own request, also when it is filled in later', async () => {
  const { db } = fleet
  await testPerson(db, 'oz', 'operator')
  const request = (id: string, requester: string) =>
    db.query(
      `INSERT INTO maintenance_jobs (job_id, target_node_did, requester_did, task_name, params, status)
       VALUES ($1, 'did:kos:2', $2, 'restart_service', '{}', 'PendingApproval') ON CONFLICT DO NOTHING`,
      [id, `did:test:person:${requester}`],
    )
  const again = await askFor(db, 'did:kos:1')
  await request(again, 'oz')
  await db.query(`DELETE FROM maintenance_jobs WHERE job_id = $1`, [again])
  await request(again, 'oz')
  await vote(db, again)
  await db.query(`DELETE FROM maintenance_jobs WHERE job_id = $1`, [again])
  const people = () =>
    db.query(
      `SELECT kind, node_did AS node, array_agg(person_id ORDER BY person_id) AS people
       FROM job_events JOIN audit_entries USING (event_id) JOIN audit_people USING (event_id)
       WHERE stream = 'job:' || $1 GROUP BY event_id, kind, node_did ORDER BY event_id`,
      [again],
    )
  const expected = [
    ...['requested', 'deleted'].map((kind) => ({ kind, node: 'did:kos:1', people: ['ola'] })),
    { kind: 'requested', node: 'did:kos:2', people: ['oz'] },
    { kind: 'vote', node: 'did:kos:2', people: ['ana', 'oz'] },
    { kind: 'deleted', node: 'did:kos:2', people: ['oz'] },
  ]
  expect((await verified(db)).findings).toEqual([])
  expect(await people()).toEqual(expected)
  await request(again, 'ola')
  await db.query(`TRUNCATE audit_entries, audit_people`)
  await indexOlderEvents(db)
  expect((await people()).slice(0, -1)).toEqual(expected)
  expect((await verified(db)).findings).toEqual([])
  // As an earlier version indexed them: by the first request or the last one.
  await db.query(
    `UPDATE audit_people SET person_id = 'ola' FROM job_events e WHERE stream = 'job:' || $1 AND e.event_id = audit_people.event_id AND person_id = 'oz'`,
    [again],
  )
  expect((await verified(db)).findings).not.toEqual([])
  await db.query(`SELECT hakim_index_again()`)
  expect((await people()).slice(0, -1)).toEqual(expected)
  expect((await verified(db)).findings).toEqual([])
})

it('compares nothing while there is no index yet', async () => {
  expect(await foundBy((tx) => tx.query(`DELETE FROM audit_entries`))).toEqual([])
})

it('finds a move planted in the list of moves, and one that is missing', async () => {
  expect(
    await foundBy((tx) =>
      tx.query(`UPDATE job_transitions SET to_status = 'Completed' WHERE to_status = 'Approved'`),
    ),
  ).toEqual([
    'job_transitions has the move from PendingApproval to Completed, which no job may make',
    'job_transitions lacks the move from PendingApproval to Approved',
  ])
})
