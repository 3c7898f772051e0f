import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readEmergencyApproval } from '@/lib/jobs/db/emergency-approvals'
import { parseHistory } from '@/lib/jobs/domain/status'
import type { PersonViewer } from '@/lib/kernel/role'
import { type People, peopledFleet, shared, single, testDelegation } from '@/test/consent-model/people'
import { type TestFleet, testAgent, testNode, testPerson } from '@/test/fleet'
import { approvedJob, decideNow, requestedJob, shownHash, statusOf, storedJob } from '@/test/jobs'
import { done, failureOf } from '@/test/result'
import { approveWithoutOwner } from './approve-without-owner'
import { claimJob } from './claim-job'
import { finishJob } from './finish-job'
import { reviewEmergency } from './review-emergency'
import { withdrawJob } from './withdraw-job'

let fleet: TestFleet
let people: People
let second: PersonViewer
const orphan = 'did:test:node:orphan'
const reason = 'The disk fills up and nobody answers the phone'

beforeAll(async () => {
  ;({ fleet, people } = await peopledFleet())
  second = await testPerson(fleet.db, 'second', 'admin')
  await testNode(fleet.db, orphan)
})
afterAll(() => fleet.close())
beforeEach(() => fleet.db.query(`DELETE FROM maintenance_jobs`))

const ask = (node = single, by: PersonViewer = people.operator) => requestedJob(fleet.db, by, node)
const approve = async (jobId: string, viewer: PersonViewer = people.admin, more = {}) =>
  approveWithoutOwner({ db: fleet.db, viewer }, jobId, {
    approval_hash: await shownHash(fleet.db, jobId),
    reason,
    ...more,
  })
const review = (jobId: string, viewer: PersonViewer, more: Record<string, unknown> = {}) =>
  reviewEmergency({ db: fleet.db, viewer }, jobId, { verdict: 'justified', review: 'It was urgent', ...more })
const claim = async (node = single) => done(await claimJob({ db: fleet.db, viewer: testAgent(node) }))
const emergencyApproval = async (node = single, by: PersonViewer = people.operator) => {
  const jobId = await ask(node, by)
  done(await approve(jobId))
  return jobId
}

describe('an admin who approves without the owner', () => {
  it.each([single, orphan])('releases a job, with a written reason in its history', async (node) => {
    const jobId = await ask(node)
    expect(done(await approve(jobId))).toEqual({ status: 'Approved' })
    expect(parseHistory((await storedJob(fleet.db, jobId)).status_history).at(-1)).toMatchObject({
      status: 'Approved',
      message: `Without the owner: ${reason}`,
      actor_did: people.admin.did,
    })
    expect((await claim(node))?.job.job_id).toBe(jobId)
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['no reason', { reason: undefined }, 'invalid reason'],
    ['a short reason', { reason: ' too short a reason ' }, 'invalid reason'],
    ['no hash', { approval_hash: undefined }, 'invalid approval_hash'],
    ['a hash other than the one shown', { approval_hash: 'a'.repeat(64) }, 'conflict PendingApproval'],
    ['an unknown field', { verdict: 'justified' }, 'invalid'],
  ])('with %s is refused', async (_, more, failure) => {
    const jobId = await ask()
    expect(failureOf(await approve(jobId, people.admin, more))).toBe(failure)
    expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
  })

  it('is refused on their own request, and on a job that is not pending', async () => {
    expect(failureOf(await approve(await ask(single, people.admin)))).toBe('forbidden')
    const approved = await approvedJob(fleet.db, people.operator, people.owner, single)
    expect(failureOf(await approve(approved))).toBe('conflict Approved')
  })

  it('starts nothing once the admin has been demoted', async () => {
    const jobId = await emergencyApproval()
    await fleet.db.query(`UPDATE people SET role = 'approver' WHERE id = 'admin'`)
    expect(await claim()).toBeNull()
    expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
    expect(failureOf(await approve(await ask()))).toBe('forbidden')
    await fleet.db.query(`UPDATE people SET role = 'admin' WHERE id = 'admin'`)
  })

  it('can be stopped by the owner until the claim; the job then needs another emergency approval', async () => {
    const jobId = await emergencyApproval()
    done(await withdrawJob({ db: fleet.db, viewer: people.owner }, jobId, {}))
    expect(await claim()).toBeNull()
    expect(failureOf(await approve(jobId))).toBe('ok')
  })
})

it.each<[string, keyof People]>([
  ['an operator', 'operator'],
  ['the owner', 'owner'],
  ['another approver', 'stranger'],
])('%s cannot approve without the owner', async (_, who) => {
  expect(failureOf(await approve(await ask(single, people.partner), people[who]))).toBe('forbidden')
})

it('cannot approve a job that cannot be reviewed', async () => {
  const [{ job_id }] = await fleet.db.query(
    `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status)
     VALUES ($1, 'somebody', 'any', '[1e400]', 'PendingApproval') RETURNING job_id`,
    [single],
  )
  expect(failureOf(await approve(job_id))).toBe('conflict PendingApproval')
})

it('succeeds once when ten try at the same time', async () => {
  const jobId = await ask()
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) => approve(jobId, n % 2 === 0 ? people.admin : second)),
  )
  expect(answers.map(failureOf).sort()).toEqual([...Array(9).fill('conflict Approved'), 'ok'])
})

describe('the review of an emergency approval', () => {
  it.each<[string, () => PersonViewer]>([
    ['an owner', () => people.owner],
    ['another admin', () => second],
  ])('by %s is kept, happens once, and is possible even after the job has ended', async (_, viewer) => {
    const jobId = await emergencyApproval()
    const held = await claim()
    const body = { claim_token: held?.claimToken }
    done(await finishJob({ db: fleet.db, viewer: testAgent(single) }, 'Completed', jobId, body))
    expect(done(await review(jobId, viewer(), { verdict: 'not_justified' }))).toEqual({ status: 'Completed' })
    expect(await fleet.db.query(`SELECT * FROM break_glass WHERE job_id = $1`, [jobId])).toMatchObject([
      { verdict: 'not_justified', review: 'It was urgent', reviewed_by: viewer().id },
    ])
    expect(failureOf(await review(jobId, second))).toBe('conflict Completed')
  })

  it('counts from a delegate while the delegation lasts', async () => {
    await testDelegation(fleet.db, shared, people.owner, people.deputy)
    expect(failureOf(await review(await emergencyApproval(shared), people.deputy))).toBe('ok')
    await fleet.db.query(`DELETE FROM delegations`)
    expect(failureOf(await review(await emergencyApproval(shared), people.deputy))).toBe('forbidden')
  })

  it.each<[string, () => PersonViewer, () => PersonViewer]>([
    ['the administrator who approved it', () => people.admin, () => people.operator],
    ['the requester', () => people.owner, () => people.owner],
    ['an operator', () => people.operator, () => people.partner],
    ['an approver of another node', () => people.stranger, () => people.operator],
  ])('is refused to %s', async (_, viewer, requester) => {
    const jobId = await emergencyApproval(single, requester())
    expect(failureOf(await review(jobId, viewer()))).toBe('forbidden')
    expect(await readEmergencyApproval(fleet.db.manager, jobId, 'owner')).toMatchObject({ reviewed: false })
  })

  it('needs an emergency approval, a verdict and words', async () => {
    const whole = await ask()
    expect(failureOf(await review(whole, people.owner))).toBe('conflict PendingApproval')
    expect(await readEmergencyApproval(fleet.db.manager, whole, 'owner')).toBeNull()
    const jobId = await emergencyApproval()
    expect(failureOf(await review(jobId, people.owner, { verdict: 'fine' }))).toBe('invalid verdict')
    expect(failureOf(await review(jobId, people.owner, { review: '' }))).toBe('invalid review')
  })

  it('happens once for each emergency approval', async () => {
    const jobId = await emergencyApproval()
    done(await withdrawJob({ db: fleet.db, viewer: people.owner }, jobId, {}))
    done(await approve(jobId))
    expect([await review(jobId, second), await review(jobId, people.owner)].map(failureOf)).toEqual([
      'ok',
      'ok',
    ])
    expect(failureOf(await review(jobId, second))).toBe('conflict Approved')
  })
})

it('is only for people', async () => {
  const agent = { db: fleet.db, viewer: testAgent(single) }
  const jobId = await emergencyApproval()
  expect(failureOf(await approveWithoutOwner(agent, jobId, {}))).toBe('forbidden')
  expect(failureOf(await reviewEmergency(agent, jobId, {}))).toBe('forbidden')
})

it('an owner’s vote is no longer needed after an emergency approval, and comes too late', async () => {
  expect(failureOf(await decideNow(fleet.db, people.owner, await emergencyApproval()))).toBe(
    'conflict Approved',
  )
})
