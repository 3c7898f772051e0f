import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { readCandidates, readVotes } from '@/lib/jobs/db/job-consent'
import { readConsent } from '@/lib/jobs/db/votes'
import { countWaiting } from '@/lib/jobs/db/waiting'
import { disablePerson } from '@/lib/people/services/disable-person'
import { enablePerson } from '@/lib/people/services/enable-person'
import {
  type People,
  peopledFleet,
  shared,
  single,
  testDelegation,
  testGroup,
  testRule,
} from '@/test/consent-model/people'
import { type TestFleet, testAgent } from '@/test/fleet'
import { approvedJob, decideNow, requestedJob, shownHash, statusOf } from '@/test/jobs'
import { dropRules } from '@/test/owner-changes'
import { done, failureOf } from '@/test/result'
import { approveWithoutOwner } from './approve-without-owner'
import { claimJob } from './claim-job'

// Rights of people who are disabled do not count, from that moment on and until they are enabled.

let fleet: TestFleet
let people: People
beforeAll(async () => {
  ;({ fleet, people } = await peopledFleet())
})
afterAll(() => fleet.close())
beforeEach(async () => {
  await dropRules(fleet.db)
  await fleet.db.query(`UPDATE people SET disabled_at = NULL; DELETE FROM maintenance_jobs; DELETE FROM delegations;
    DELETE FROM approver_groups`)
})

const terminal = () => ({ db: fleet.db, viewer: { kind: 'terminal' as const } })
const disable = async (who: keyof People) =>
  done(await disablePerson(terminal(), people[who].did, { reason: 'Left' }))
const enable = async (who: keyof People) =>
  done(await enablePerson(terminal(), people[who].did, { reason: 'Back' }))
const claim = async (node: string) =>
  done(await claimJob({ db: fleet.db, viewer: testAgent(node) }))?.job.job_id ?? null
const ask = (node: string, task = 'restart_service') =>
  requestedJob(fleet.db, people.operator, node, { task_name: task })

it('a vote no longer counts: an approved job is not claimed but waits for another owner', async () => {
  const jobId = await approvedJob(fleet.db, people.operator, people.owner, shared)
  await disable('owner')
  expect((await readVotes(fleet.db.manager, jobId))[0]).toMatchObject({ disabled: true, standing: null })
  expect(await claim(shared)).toBeNull()
  expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
  expect(await countWaiting(fleet.db.manager, people.partner)).toBe(1)
  done(await decideNow(fleet.db, people.partner, jobId))
  expect(await claim(shared)).toBe(jobId)
})

it('a vote on a job that still lacks others counts again once its voter is enabled', async () => {
  await testRule(fleet.db, { task: 'risky', owners: 2 })
  const jobId = await ask(shared, 'risky')
  done(await decideNow(fleet.db, people.owner, jobId))
  await disable('owner')
  expect((await readConsent(fleet.db.manager, jobId)).needed[0]?.given).toBe(0)
  expect(done(await decideNow(fleet.db, people.partner, jobId)).status).toBe('PendingApproval')
  await enable('owner')
  expect(await readConsent(fleet.db.manager, jobId)).toMatchObject({ met: true })
})

it('nobody who is disabled decides, not even in plain SQL', async () => {
  const jobId = await ask(single)
  await disable('owner')
  expect(failureOf(await decideNow(fleet.db, people.owner, jobId))).toBe('forbidden')
  await expect(
    fleet.db.query(
      `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash) VALUES ($1, 1, 'owner', 'approve', 'x')`,
      [jobId],
    ),
  ).rejects.toThrow('This person cannot decide on this job')
})

it.each(['owner', 'deputy'] as const)('a delegation does not count while %s is disabled', async (who) => {
  await testDelegation(fleet.db, single, people.owner, people.deputy)
  const jobId = await approvedJob(fleet.db, people.operator, people.deputy, single)
  await disable(who)
  expect(await claim(single)).toBeNull()
  expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
  const left = await readCandidates(fleet.db.manager, { id: jobId, nodeDid: single }, [])
  expect(left.map(({ did }) => did)).toEqual(who === 'owner' ? [] : [people.owner.did])
  await enable(who)
  done(await decideNow(fleet.db, people.deputy, jobId))
  expect(await claim(single)).toBe(jobId)
})

it('a member of a group does not count', async () => {
  const group = await testGroup(fleet.db, 'security', [people.deputy, people.stranger])
  await testRule(fleet.db, { task: 'rewire', groups: [group] })
  const jobId = await ask(single, 'rewire')
  done(await decideNow(fleet.db, people.deputy, jobId))
  await disable('deputy')
  expect(done(await decideNow(fleet.db, people.owner, jobId))).toEqual({
    status: 'PendingApproval',
    lacks: '1 more from the group security',
  })
  const members = (await readCandidates(fleet.db.manager, { id: jobId, nodeDid: single }, [group])).filter(
    (one) => one.group_id,
  )
  expect(members.map(({ did }) => did)).toEqual([people.stranger.did])
})

it('an emergency approval does not count', async () => {
  const jobId = await ask(single)
  const approval = {
    approval_hash: await shownHash(fleet.db, jobId),
    reason: 'The disk fills up quickly now',
  }
  done(await approveWithoutOwner({ db: fleet.db, viewer: people.admin }, jobId, approval))
  await disable('admin')
  expect(await claim(single)).toBeNull()
  expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
})

it('a claim and a disabling at the same moment: the job runs only if it was claimed first', async () => {
  for (let round = 0; round < 10; round += 1) {
    const jobId = await approvedJob(fleet.db, people.operator, people.owner, single)
    const [claimed] = await Promise.all([claim(single), disable('owner')])
    expect(await statusOf(fleet.db, jobId)).toBe(claimed === jobId ? 'Running' : 'PendingApproval')
    await fleet.db.query(`DELETE FROM maintenance_jobs`)
    await enable('owner')
  }
})
