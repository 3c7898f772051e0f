import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { JobDetails } from '@/lib/db/entities/job-details'
import { type People, peopledFleet, shared, single } from '@/test/consent-model/people'
import { type TestFleet, testAgent } from '@/test/fleet'
import {
  approvedJob,
  decideNow,
  letTimePass,
  requestedJob,
  runningJob,
  statusOf,
  storedJob,
} from '@/test/jobs'
import { done, failureOf } from '@/test/result'
import { announceTasks } from './announce-tasks'
import { claimJob } from './claim-job'
import { finishJob } from './finish-job'
import { requestJob } from './request-job'
import { retryJob } from './retry-job'

let fleet: TestFleet
let people: People

beforeAll(async () => {
  ;({ fleet, people } = await peopledFleet())
})
afterAll(() => fleet.close())
beforeEach(() => fleet.db.query(`DELETE FROM maintenance_jobs`))

const retry = (jobId: string, more: Record<string, unknown> = {}, who: keyof People = 'operator') =>
  retryJob({ db: fleet.db, viewer: people[who] }, jobId, { reason: 'Once more', ...more })
const detailsOf = (jobId: string) => fleet.db.manager.findOneByOrFail(JobDetails, { job_id: jobId })

async function failedJob(): Promise<string> {
  const { jobId, claim_token } = await runningJob(fleet.db, people.operator, people.owner, single)
  const body = { claim_token, message: 'It broke' }
  done(await finishJob({ db: fleet.db, viewer: testAgent(single) }, 'Failed', jobId, body))
  return jobId
}

it('makes a new job for the same task, linked to the old one, that needs a new approval', async () => {
  const old = await failedJob()
  const { jobId } = done(await retry(old, {}, 'stranger'))
  expect(await storedJob(fleet.db, jobId)).toMatchObject({
    status: 'PendingApproval',
    target_node_did: single,
    task_name: 'restart_service',
    params: { n: 1 },
    requester_did: people.stranger.did,
  })
  expect(await detailsOf(jobId)).toMatchObject({ retry_of: old, reason: 'Once more', revision: 1 })
  expect(done(await claimJob({ db: fleet.db, viewer: testAgent(single) }))).toBeNull()
  expect(await statusOf(fleet.db, old)).toBe('Failed')
  expect(done(await decideNow(fleet.db, people.owner, jobId)).status).toBe('Approved')
})

it('of one’s own job has to be decided by someone else', async () => {
  const { jobId } = done(await retry(await failedJob(), {}, 'owner'))
  expect(failureOf(await decideNow(fleet.db, people.owner, jobId))).toBe('forbidden')
})

it('with an idempotency key makes one job', async () => {
  const old = await failedJob()
  const answers = await Promise.all(Array.from({ length: 8 }, () => retry(old, { idempotency_key: 'again' })))
  expect(new Set(answers.map((answer) => done(answer).jobId)).size).toBe(1)
  expect(failureOf(await retry(await failedJob(), { idempotency_key: 'again' }))).toBe(
    'conflict PendingApproval',
  )
})

it('accepts its own window and expiry', async () => {
  const old = await failedJob()
  const end = new Date(Date.now() + 7_200_000).toISOString()
  const window = { start: new Date().toISOString(), end, time_zone: 'europe/berlin' }
  const { jobId } = done(await retry(old, { window, expires_at: end }))
  expect(await detailsOf(jobId)).toMatchObject({ window_end: new Date(end), time_zone: 'Europe/Berlin' })
  expect(failureOf(await retry(old, { expires_at: '2020-01-01T00:00:00Z' }))).toBe('invalid expires_at')
})

it('is only for a job that has ended, not for one that may still run', async () => {
  const pending = await requestedJob(fleet.db, people.operator, shared)
  expect(failureOf(await retry(pending))).toBe('conflict PendingApproval')
  const approved = await approvedJob(fleet.db, people.operator, people.owner, shared)
  expect(failureOf(await retry(approved))).toBe('conflict Approved')
  const { jobId } = await runningJob(fleet.db, people.operator, people.owner, single)
  expect(failureOf(await retry(jobId))).toBe('conflict Running')
  await letTimePass(fleet.db, pending)
  expect(failureOf(await retry(pending))).toBe('ok')
  expect(await statusOf(fleet.db, pending)).toBe('Expired')
})

it('of a lost job is possible, since no agent runs it again', async () => {
  const { jobId } = await runningJob(fleet.db, people.operator, people.owner, single)
  await fleet.db.query(`UPDATE job_details SET lease_expires_at = now() WHERE job_id = $1`, [jobId])
  await fleet.db.query(`UPDATE maintenance_jobs SET status = 'Lost' WHERE job_id = $1`, [jobId])
  expect(failureOf(await retry(jobId))).toBe('ok')
})

it.each<[string, Record<string, unknown>, string]>([
  ['no reason', { reason: ' ' }, 'invalid reason'],
  ['other parameters', { params: {} }, 'invalid'],
  [
    'a window without an end',
    { window: { start: '2026-11-24T00:00:00Z' } },
    'invalid window.end window.time_zone',
  ],
])('with %s is refused', async (_, more, failure) => {
  expect(failureOf(await retry(await failedJob(), more))).toBe(failure)
})

it('is only for people and existing jobs', async () => {
  const agent = await retryJob({ db: fleet.db, viewer: testAgent(single) }, await failedJob(), {
    reason: 'x',
  })
  expect(failureOf(agent)).toBe('forbidden')
  expect(failureOf(await retry('x'))).toBe('not_found')
  expect(failureOf(await retry('3f0e7a4e-0f8e-4d55-9a53-000000000000'))).toBe('not_found')
})

it('finds out first what it would change, where the node offers that and the requester asks for it', async () => {
  const tries = { dry_run: { command: ['look'], timeout_seconds: 60 } }
  const announce = async (more: object) => {
    const tasks = [
      { name: 'restart_service', params: { type: 'object', properties: { n: { type: 'number' } } }, ...more },
    ]
    done(await announceTasks({ db: fleet.db, viewer: testAgent(single) }, single, { tasks }))
  }
  try {
    await announce({})
    const old = await failedJob()
    expect(failureOf(await retry(old, { dry_run: true }))).toBe('invalid dry_run')
    await announce(tries)
    const { jobId } = done(await retry(old, { dry_run: true }))
    expect(failureOf(await decideNow(fleet.db, people.owner, jobId))).toBe('conflict PendingApproval')
    const other = done(await retry(old))
    expect(done(await decideNow(fleet.db, people.owner, other.jobId)).status).toBe('Approved')
  } finally {
    await fleet.db.query(`UPDATE nodes SET tasks = NULL WHERE node_did = $1`, [single])
  }
})

it('can be requested by naming an ended job of the same node, and no other', async () => {
  const request = (retry_of: string, node = single) =>
    requestJob(
      { db: fleet.db, viewer: people.operator },
      { target_node_did: node, task_name: 'restart_service', params: { n: 2 }, reason: 'x', retry_of },
    )
  const old = await failedJob()
  const { jobId } = done(await request(old))
  expect(await detailsOf(jobId)).toMatchObject({ retry_of: old })
  expect(failureOf(await request(old, shared))).toBe('invalid retry_of')
  expect(failureOf(await request(jobId))).toBe('invalid retry_of')
  expect(failureOf(await request('x'))).toBe('invalid retry_of')
})
