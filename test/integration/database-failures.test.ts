import { afterAll, beforeAll, expect, it } from 'vitest'
import { guardFailure } from '@/lib/db/connection/failures'
import { addOwner } from '@/lib/fleet/db/owners'
import { insertJob } from '@/lib/jobs/db/requests'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'

let fleet: TestFleet
let jobId: string
beforeAll(async () => {
  fleet = await testFleet(4)
  const requester = await testPerson(fleet.db, 'requester', 'operator')
  await testPerson(fleet.db, 'stranger', 'approver')
  await testPerson(fleet.db, 'owner', 'approver')
  await testNode(fleet.db, 'did:a:1')
  await addOwner(fleet.db.manager, 'did:a:1', 'owner')
  jobId = await insertJob(fleet.db.manager, {
    ...{ nodeDid: 'did:a:1', requester, task: 't', params: {}, reason: 'r', idempotencyKey: null },
  })
})
afterAll(() => fleet.close())

const objection = async (sql: string): Promise<unknown> => {
  try {
    await fleet.db.query(sql.replaceAll('$job', `'${jobId}'`))
  } catch (error) {
    return guardFailure(error)
  }
  throw new Error('it was not refused')
}
const vote = (person: string, revision = 1, decision = 'reject'): string =>
  `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash)
   VALUES ($job, ${revision}, '${person}', '${decision}', 'x')`

it.each<[string, () => string, 'forbidden' | 'conflict', string]>([
  ['a vote by somebody without the right', () => vote('stranger'), 'forbidden', 'cannot decide'],
  ['a vote on one’s own request', () => vote('requester'), 'forbidden', 'their own request'],
  ['a vote for another revision', () => vote('owner', 2), 'conflict', 'revision 1'],
  ['a vote for another document', () => vote('owner', 1, 'approve'), 'conflict', 'another document'],
  [
    'an emergency approval by somebody else',
    () =>
      `INSERT INTO break_glass (job_id, revision, person_id, approval_hash, reason)
       VALUES ($job, 1, 'owner', 'x', 'a reason that is long enough')`,
    'forbidden',
    'administrator',
  ],
  [
    'an approval without votes',
    () => `UPDATE maintenance_jobs SET status = 'Approved' WHERE job_id = $job`,
    'conflict',
    'no consent',
  ],
  [
    'an expiry ahead of time',
    () => `UPDATE maintenance_jobs SET status = 'Expired' WHERE job_id = $job`,
    'conflict',
    'has not expired',
  ],
])('%s is an expected failure that says what to do', async (_, sql, kind, detail) => {
  expect(await objection(sql())).toMatchObject({ kind, detail: expect.stringContaining(detail) })
})

it('two votes of one person at once are a conflict', async () => {
  await fleet.db.query(vote('owner').replaceAll('$job', `'${jobId}'`))
  expect(await objection(vote('owner'))).toMatchObject({ kind: 'conflict' })
})

it('any other error is still thrown', async () => {
  expect(await objection(`INSERT INTO nodes (node_did) VALUES ('did:a:1')`)).toBeNull()
  expect(await objection(`INSERT INTO approval_rules (name, owners) VALUES ('x', 0)`)).toBeNull()
  expect(await objection(`SELECT 1 / 0`)).toBeNull()
  expect(guardFailure(new Error('x'))).toBeNull()
  expect(guardFailure('x')).toBeNull()
})
