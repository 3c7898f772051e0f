import type { EntityManager } from 'typeorm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addNode, testAudit, verified, wholeJob } from '@/test/audit'
import type { TestFleet } from '@/test/fleet'
import { afterEdit } from '@/test/superuser'

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
const vote = `(SELECT event_id FROM job_events WHERE stream = 'job:' || $1 AND body LIKE '%"kind": "vote"%')`

it('the index of an honest log has everything', async () => {
  expect((await verified(fleet.db)).findings).toEqual([])
})

it.each([
  [
    `DELETE FROM audit_entries WHERE event_id = ${vote}`,
    'lacks it, so that pages and filters do not show it',
  ],
  [`UPDATE audit_entries SET kind = 'note' WHERE event_id = ${vote}`, 'has it as note'],
  [`UPDATE audit_entries SET node_did = 'did:kos:2' WHERE event_id = ${vote}`, 'has it on node did:kos:2'],
  [`UPDATE audit_entries SET at = at - interval '1 day' WHERE event_id = ${vote}`, 'has it at another time'],
  [`DELETE FROM audit_people WHERE person_id = 'ana' AND event_id = ${vote}`, 'lacks that it is about ana'],
  [`DELETE FROM audit_people WHERE person_id = 'ola' AND event_id = ${vote}`, 'lacks that it is about ola'],
  [`INSERT INTO audit_people SELECT 'ada', ${vote}`, 'says that it is about ada'],
])('found: %s', async (sql, what) => {
  expect(await foundBy((tx) => tx.query(sql, [job]))).toEqual([
    expect.stringMatching(new RegExp(`^index of event \\d+ ${what}$`)),
  ])
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
