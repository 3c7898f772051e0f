import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { parseHistory } from '@/lib/jobs/domain/status'
import { type People, peopledFleet, shared, single, testRule } from '@/test/consent-model/people'
import { type TestFleet, testAgent } from '@/test/fleet'
import { approvedJob, decideNow, requestedJob, runningJob, statusOf, storedJob } from '@/test/jobs'
import { done, failureOf } from '@/test/result'
import { claimJob } from './claim-job'
import { withdrawJob } from './withdraw-job'

let fleet: TestFleet
let people: People

beforeAll(async () => {
  ;({ fleet, people } = await peopledFleet())
  await testRule(fleet.db, { task: 'risky', owners: 2 })
})
afterAll(() => fleet.close())
beforeEach(() => fleet.db.query(`DELETE FROM maintenance_jobs`))

const withdraw = (who: keyof People, jobId: string, input: unknown = {}) =>
  withdrawJob({ db: fleet.db, viewer: people[who] }, jobId, input)

it.each<[string, keyof People]>([
  ['the voter', 'owner'],
  ['another owner', 'partner'],
])('an approval can be withdrawn by %s, and all votes are void', async (_, who) => {
  const jobId = await approvedJob(fleet.db, people.operator, people.owner, shared)
  expect(done(await withdraw(who, jobId, { reason: 'Not tonight' }))).toEqual({ status: 'PendingApproval' })
  expect(parseHistory((await storedJob(fleet.db, jobId)).status_history).at(-1)).toMatchObject({
    status: 'PendingApproval',
    message: 'Not tonight',
    actor_did: people[who].did,
  })
  expect(done(await claimJob({ db: fleet.db, viewer: testAgent(shared) }))).toBeNull()
  // It needs a new decision, by the same people if they like.
  expect(done(await decideNow(fleet.db, people.owner, jobId)).status).toBe('Approved')
})

it('one vote of several can be withdrawn and given again', async () => {
  const jobId = await requestedJob(fleet.db, people.operator, shared, { task_name: 'risky' })
  done(await decideNow(fleet.db, people.owner, jobId))
  done(await withdraw('owner', jobId))
  expect(parseHistory((await storedJob(fleet.db, jobId)).status_history).at(-1)).toMatchObject({
    status: 'PendingApproval',
    message: 'Vote withdrawn',
  })
  expect(done(await decideNow(fleet.db, people.partner, jobId)).status).toBe('PendingApproval')
  expect(done(await decideNow(fleet.db, people.owner, jobId)).status).toBe('Approved')
})

it.each<[string, keyof People]>([
  ['the requester', 'operator'],
  ['a stranger', 'stranger'],
  ['an admin who does not own the node', 'admin'],
])('%s cannot withdraw an approval', async (_, who) => {
  const jobId = await approvedJob(fleet.db, people.operator, people.owner, single)
  expect(failureOf(await withdraw(who, jobId))).toBe('forbidden')
  expect(await statusOf(fleet.db, jobId)).toBe('Approved')
})

it('a person who has not voted has nothing to withdraw from a pending job', async () => {
  const jobId = await requestedJob(fleet.db, people.operator, single)
  expect(failureOf(await withdraw('owner', jobId))).toBe('forbidden')
})

it('is impossible after the claim', async () => {
  const { jobId } = await runningJob(fleet.db, people.operator, people.owner, single)
  expect(failureOf(await withdraw('owner', jobId))).toBe('conflict Running')
})

it.each<[string, unknown, string]>([
  ['an unknown field', { why: 'x' }, 'invalid'],
  ['a reason that is not text', { reason: {} }, 'invalid reason'],
  ['NUL', { reason: '\u0000' }, 'invalid reason'],
  ['a list', [], 'invalid'],
])('with %s is refused', async (_, input, failure) => {
  const jobId = await approvedJob(fleet.db, people.operator, people.owner, single)
  expect(failureOf(await withdraw('owner', jobId, input))).toBe(failure)
})

it('is only for people and existing jobs', async () => {
  const agent = await withdrawJob({ db: fleet.db, viewer: testAgent(single) }, 'x', {})
  expect(failureOf(agent)).toBe('forbidden')
  expect(failureOf(await withdraw('owner', 'x'))).toBe('not_found')
  expect(failureOf(await withdraw('owner', '3f0e7a4e-0f8e-4d55-9a53-000000000000'))).toBe('not_found')
})
