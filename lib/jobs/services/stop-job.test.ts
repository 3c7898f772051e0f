import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { JobDetails } from '@/lib/db/entities/job-details'
import { parseHistory } from '@/lib/jobs/domain/status'
import { type People, peopledFleet, single, testDelegation } from '@/test/consent-model/people'
import { type TestFleet, testAgent } from '@/test/fleet'
import { pathOf, requestedJob, runningJob, statusOf, storedJob } from '@/test/jobs'
import { done, failureOf } from '@/test/result'
import { cancelJob } from './cancel-job'
import { finishJob } from './finish-job'
import { markLost } from './mark-lost'
import { reportProgress } from './report-progress'
import { resolveJob } from './resolve-job'

let fleet: TestFleet
let people: People

beforeAll(async () => {
  ;({ fleet, people } = await peopledFleet())
})
afterAll(() => fleet.close())
beforeEach(() => fleet.db.query(`DELETE FROM maintenance_jobs`))

const running = () => runningJob(fleet.db, people.operator, people.owner, single)
const cancel = (who: keyof People, jobId: string, input: unknown = {}) =>
  cancelJob({ db: fleet.db, viewer: people[who] }, jobId, input)
const progress = (jobId: string, claim_token: string) =>
  reportProgress({ db: fleet.db, viewer: testAgent(single) }, jobId, { claim_token })
const end = (outcome: 'Completed' | 'Failed', jobId: string, body: unknown) =>
  finishJob({ db: fleet.db, viewer: testAgent(single) }, outcome, jobId, body)
const historyOf = async (jobId: string) => parseHistory((await storedJob(fleet.db, jobId)).status_history)
const silence = async (jobId: string): Promise<void> => {
  await fleet.db.query(
    `UPDATE job_details SET lease_expires_at = now() - interval '1 second' WHERE job_id = $1`,
    [jobId],
  )
  await markLost(fleet.db)
}

describe('a running job', () => {
  it('is stopped by its agent, which confirms', async () => {
    const { jobId, claim_token } = await running()
    expect(done(await progress(jobId, claim_token))).toMatchObject({ cancel_requested: false })
    expect(done(await cancel('operator', jobId, { reason: 'Wrong node' }))).toEqual({
      status: 'Running',
      cancel_requested: true,
    })
    expect(await fleet.db.manager.findOneBy(JobDetails, { job_id: jobId })).toMatchObject({
      cancel_requested_at: expect.any(Date),
      cancel_requested_by: 'operator',
      cancel_reason: 'Wrong node',
    })
    expect(done(await progress(jobId, claim_token))).toMatchObject({
      status: 'Running',
      cancel_requested: true,
    })
    const word = { claim_token, cancelled: true, message: 'Stopped on request', result: { exit_code: null } }
    expect(done(await end('Failed', jobId, word))).toEqual({ status: 'Cancelled' })
    expect((await historyOf(jobId)).slice(-2)).toMatchObject([
      { status: 'Running', message: 'Stop requested: Wrong node', actor_did: people.operator.did },
      { status: 'Cancelled', message: 'Stopped on request', actor_did: single },
    ])
    // The same outcome again is fine; a different one is a conflict.
    expect(done(await end('Failed', jobId, word))).toEqual({ status: 'Cancelled' })
    expect(failureOf(await end('Failed', jobId, { ...word, cancelled: false }))).toBe('conflict Cancelled')
    expect(failureOf(await end('Completed', jobId, { claim_token }))).toBe('conflict Cancelled')
  })

  it('that succeeded before the agent learned of the request has succeeded', async () => {
    const { jobId, claim_token } = await running()
    done(await cancel('owner', jobId))
    expect(done(await end('Completed', jobId, { claim_token }))).toEqual({ status: 'Completed' })
  })

  it('that nobody asked to stop has failed, whatever its agent reports', async () => {
    const { jobId, claim_token } = await running()
    const word = { claim_token, cancelled: true, message: 'I gave up' }
    expect(done(await end('Failed', jobId, word))).toEqual({ status: 'Failed' })
  })

  it('is asked to stop once: a second time changes nothing', async () => {
    const { jobId } = await running()
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) => cancel(n % 2 === 0 ? 'operator' : 'admin', jobId)),
    )
    expect(answers.map(failureOf)).toEqual(Array(6).fill('ok'))
    expect((await historyOf(jobId)).filter(({ message }) => message === 'Stop requested')).toHaveLength(1)
    expect(await pathOf(fleet.db, jobId)).toEqual(['PendingApproval', 'Approved', 'Running'])
  })

  it.each<[keyof People, string]>([
    ['operator', 'ok'],
    ['owner', 'ok'],
    ['admin', 'ok'],
    ['stranger', 'forbidden'],
    ['deputy', 'forbidden'],
  ])('can be stopped only by those whom the rules allow: %s %s', async (who, answer) => {
    const { jobId } = await running()
    await testDelegation(fleet.db, single, people.owner, people.deputy)
    expect(failureOf(await cancel(who, jobId))).toBe(answer)
    await fleet.db.query(`DELETE FROM delegations`)
  })

  it('that was asked to stop and went silent is lost, and ends as its agent reports later', async () => {
    const { jobId, claim_token } = await running()
    done(await cancel('operator', jobId))
    await silence(jobId)
    expect(failureOf(await cancel('operator', jobId))).toBe('conflict Lost')
    const word = { claim_token, cancelled: true, message: 'Stopped on request' }
    expect(done(await end('Failed', jobId, word))).toEqual({ status: 'Failed' })
    expect(done(await end('Failed', jobId, word))).toEqual({ status: 'Failed' })
  })

  it('that was lost can be stopped once its agent is back, and has failed then', async () => {
    const { jobId, claim_token } = await running()
    await silence(jobId)
    expect(failureOf(await cancel('operator', jobId))).toBe('conflict Lost')
    expect(done(await progress(jobId, claim_token))).toMatchObject({ cancel_requested: false })
    expect(failureOf(await cancel('stranger', jobId))).toBe('forbidden')
    const asked = { status: 'Lost', cancel_requested: true }
    expect(done(await cancel('operator', jobId))).toEqual(asked)
    expect(done(await progress(jobId, claim_token))).toMatchObject(asked)
    const word = { claim_token, cancelled: true, message: 'Stopped on request' }
    expect(done(await end('Failed', jobId, word))).toEqual({ status: 'Failed' })
  })

  it('that ends during a cancellation has one outcome', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { jobId, claim_token } = await running()
      const [ended, cancelled] = await Promise.all([
        end('Completed', jobId, { claim_token }),
        cancel('operator', jobId),
      ])
      expect(done(ended)).toEqual({ status: 'Completed' })
      expect(['ok', 'conflict Completed']).toContain(failureOf(cancelled))
      expect(await statusOf(fleet.db, jobId)).toBe('Completed')
    }
  })
})

describe('a lost job', () => {
  const lost = async () => {
    const held = await running()
    await silence(held.jobId)
    return held
  }
  const resolve = (who: keyof People, jobId: string, more: Record<string, unknown> = {}) =>
    resolveJob({ db: fleet.db, viewer: people[who] }, jobId, {
      outcome: 'Failed',
      reason: 'The unit is down',
      ...more,
    })

  it.each<[keyof People, 'Completed' | 'Failed']>([
    ['owner', 'Completed'],
    ['owner', 'Failed'],
    ['admin', 'Failed'],
  ])('ends with the outcome that %s records: %s', async (who, outcome) => {
    const { jobId, claim_token } = await lost()
    expect(done(await resolve(who, jobId, { outcome }))).toEqual({ status: outcome })
    const job = await storedJob(fleet.db, jobId)
    expect(job.completed_at).toBeInstanceOf(Date)
    expect((await historyOf(jobId)).at(-1)).toMatchObject({
      status: outcome,
      message: 'The unit is down',
      actor_did: people[who].did,
    })
    expect(failureOf(await end('Completed', jobId, { claim_token }))).toBe(`conflict ${outcome}`)
    expect(failureOf(await resolve(who, jobId))).toBe(`conflict ${outcome}`)
  })

  it.each<keyof People>(['operator', 'stranger', 'deputy'])('cannot be resolved by: %s', async (who) => {
    const { jobId } = await lost()
    expect(failureOf(await resolve(who, jobId))).toBe('forbidden')
    expect(await statusOf(fleet.db, jobId)).toBe('Lost')
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['no reason', { reason: '' }, 'invalid reason'],
    ['another outcome', { outcome: 'Cancelled' }, 'invalid outcome'],
    ['an unknown field', { result: 1 }, 'invalid'],
  ])('with %s is refused', async (_, more, failure) => {
    const { jobId } = await lost()
    expect(failureOf(await resolve('owner', jobId, more))).toBe(failure)
  })

  it('is the only job whose outcome can be recorded by people', async () => {
    const pending = await requestedJob(fleet.db, people.operator, single)
    expect(failureOf(await resolve('owner', pending))).toBe('conflict PendingApproval')
    const { jobId } = await running()
    expect(failureOf(await resolve('owner', jobId))).toBe('conflict Running')
    expect(failureOf(await resolve('owner', 'x'))).toBe('not_found')
  })

  it('has one outcome when its late agent and an owner end it at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { jobId, claim_token } = await lost()
      const answers = await Promise.all([
        end('Completed', jobId, { claim_token }),
        resolve('owner', jobId),
        resolve('admin', jobId),
      ])
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
      expect(await pathOf(fleet.db, jobId)).toHaveLength(5)
    }
  })
})
