import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseHistory } from '@/lib/jobs/domain/status'
import type { Outcome } from '@/lib/kernel/job-status'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { approvedJob, requestedJob, shownHash, storedJob } from '@/test/jobs'
import { done, failureOf } from '@/test/result'
import { checkLeases } from './check-leases'
import { claimJob } from './claim-job'
import { finishJob } from './finish-job'
import { markLost } from './mark-lost'
import { reportProgress } from './report-progress'

let fleet: TestFleet
let operator: PersonViewer
let owner: PersonViewer
const node = 'did:test:node:1'
const otherNode = 'did:test:node:2'

beforeAll(async () => {
  fleet = await testFleet(12)
  operator = await testPerson(fleet.db, 'operator', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
  await testNode(fleet.db, node, owner.id)
  await testNode(fleet.db, otherNode, owner.id)
})
afterAll(() => fleet.close())
beforeEach(() => fleet.db.query(`DELETE FROM maintenance_jobs`))

const approved = (did = node) => approvedJob(fleet.db, operator, owner, did)
const claim = async (did = node) => done(await claimJob({ db: fleet.db, viewer: testAgent(did) }))
const claimed = async () => {
  const jobId = await approved()
  const held = await claim()
  if (!held || held.job.job_id !== jobId) throw new Error('not claimed')
  return { jobId, claim_token: held.claimToken }
}
const progress = (jobId: string, body: unknown, did = node) =>
  reportProgress({ db: fleet.db, viewer: testAgent(did) }, jobId, body)
const finish = (outcome: Outcome, jobId: string, body: unknown, did = node) =>
  finishJob({ db: fleet.db, viewer: testAgent(did) }, outcome, jobId, body)
const details = async (jobId: string) =>
  (await fleet.db.query(`SELECT * FROM job_details WHERE job_id = $1`, [jobId]))[0]
const logOf = async (jobId: string): Promise<string[]> =>
  (await fleet.db.query(`SELECT line FROM job_log_lines WHERE job_id = $1 ORDER BY seq`, [jobId])).map(
    (row: { line: string }) => row.line,
  )
const silence = (jobId: string) =>
  fleet.db.query(`UPDATE job_details SET lease_expires_at = now() - interval '1 second' WHERE job_id = $1`, [
    jobId,
  ])
const line = (text: string, at = '2026-01-31T09:30:00Z') => ({ at, stream: 'stdout', line: text })

describe('a claim', () => {
  it('hands out the oldest approved job with the hash of what was approved', async () => {
    const first = await approved()
    await approved()
    const held = await claim()
    expect(held?.job).toMatchObject({ job_id: first, status: 'Running', params: { n: 1 } })
    expect(held?.approvalHash).toBe(await shownHash(fleet.db, first))
    expect(held?.claimToken).toMatch(/^hk_[\w-]{43}$/)
    const stored = await details(first)
    expect(stored.started_at).toBeInstanceOf(Date)
    // Only the hash of the claim token is kept.
    expect(JSON.stringify(stored)).not.toContain(held?.claimToken)
    expect(parseHistory((await storedJob(fleet.db, first)).status_history).at(-1)).toMatchObject({
      status: 'Running',
      actor_did: node,
    })
  })

  it('leaves the time in which an approval can be undone', async () => {
    const jobId = await approved()
    const soon = async (seconds: number) =>
      done(await claimJob({ db: fleet.db, viewer: testAgent(node) }, seconds))
    expect(await soon(60)).toBeNull()
    // A minute passes.
    await fleet.db.transaction(async (tx) => {
      await tx.query(`SET LOCAL session_replication_role = replica`)
      await tx.query(`UPDATE job_votes SET decided_at = decided_at - interval '1 minute' WHERE job_id = $1`, [
        jobId,
      ])
    })
    expect((await soon(60))?.job.job_id).toBe(jobId)
  })

  it('finds neither an unapproved job nor another node’s', async () => {
    await requestedJob(fleet.db, operator, node)
    await approved(otherNode)
    expect(await claim()).toBeNull()
    expect(await claim(otherNode)).not.toBeNull()
    expect(await claim('did:test:unknown')).toBeNull()
  })

  it('by ten workers at once hands out one job per node, and each job once', async () => {
    const jobs = [await approved(), await approved(), await approved()]
    const seen: string[] = []
    for (const _ of jobs) {
      const claims = (await Promise.all(Array.from({ length: 10 }, () => claim()))).filter(
        (held) => held !== null,
      )
      expect(claims).toHaveLength(1)
      for (const { job, claimToken } of claims) {
        seen.push(job.job_id)
        done(await finish('Completed', job.job_id, { claim_token: claimToken }))
      }
    }
    expect(seen).toEqual(jobs)
    expect(await claim()).toBeNull()
  })

  it('waits while a job run by plain SQL is running on the node', async () => {
    const running = await approved()
    await fleet.db.query(`UPDATE maintenance_jobs SET status = 'Running' WHERE job_id = $1`, [running])
    await approved()
    expect(await claim()).toBeNull()
    await fleet.db.query(`UPDATE maintenance_jobs SET status = 'Failed' WHERE job_id = $1`, [running])
    expect(await claim()).not.toBeNull()
  })

  it('waits for a job that plain SQL starts at the same moment', async () => {
    const older = await approved()
    const newer = await approved()
    const runner = fleet.db.createQueryRunner()
    await runner.startTransaction()
    await runner.query(`UPDATE maintenance_jobs SET status = 'Running' WHERE job_id = $1`, [newer])
    const claiming = claim()
    await new Promise((wake) => setTimeout(wake, 200))
    await runner.commitTransaction()
    await runner.release()
    expect(await claiming).toBeNull()
    expect((await storedJob(fleet.db, older)).status).toBe('Approved')
  })

  it('sends back a job whose document somebody removed past the guards', async () => {
    const jobId = await approved()
    await fleet.db.transaction(async (tx) => {
      await tx.query(`SET LOCAL session_replication_role = replica`)
      await tx.query(`DELETE FROM approval_documents WHERE job_id = $1`, [jobId])
    })
    expect(await claim()).toBeNull()
    const { status, status_history } = await storedJob(fleet.db, jobId)
    expect(status).toBe('PendingApproval')
    expect(parseHistory(status_history).at(-1)?.message).toMatch(/^Its approval no longer counts: /)
  })
})

describe('progress', () => {
  it('is kept, renews the lease and appends the log in order', async () => {
    const { jobId, claim_token } = await claimed()
    await silence(jobId)
    done(
      await progress(jobId, { claim_token, percent: 40, message: 'Stopping', log: [line('a'), line('b')] }),
    )
    done(await progress(jobId, { claim_token, log: [line('c')] }))
    const stored = await details(jobId)
    expect(stored).toMatchObject({ progress_percent: 40, progress_message: 'Stopping' })
    expect(stored.lease_expires_at.getTime()).toBeGreaterThan(Date.now() + 20_000)
    expect(await logOf(jobId)).toEqual(['a', 'b', 'c'])
    expect(await markLost(fleet.db)).toBe(0)
  })

  it('accepts log lines whose times ISO 8601 allows but PostgreSQL cannot read', async () => {
    const { jobId, claim_token } = await claimed()
    const odd = [line('a', '2026-01-31T00:00:00+20:00'), line('b', `2026-01-31T00:00:00.${'1'.repeat(200)}Z`)]
    done(await progress(jobId, { claim_token, log: odd }))
    expect(await logOf(jobId)).toEqual(['a', 'b'])
    expect(failureOf(await progress(jobId, { claim_token, log: [line('c', '0000-01-01T00:00:00Z')] }))).toBe(
      'invalid log[0].at',
    )
  })

  it('keeps the first 20,000 log lines', async () => {
    const { jobId, claim_token } = await claimed()
    await fleet.db.query(
      `INSERT INTO job_log_lines (job_id, at, stream, line) SELECT $1, now(), 'system', n::text
       FROM generate_series(1, 19999) n`,
      [jobId],
    )
    done(await progress(jobId, { claim_token, log: [line('last'), line('over')] }))
    const log = await logOf(jobId)
    expect([log.length, log.at(-1)]).toEqual([20_000, 'last'])
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['a percentage over 100', { percent: 101 }, 'invalid percent'],
    ['an unknown stream', { log: [{ ...line('a'), stream: 'x' }] }, 'invalid log[0].stream'],
    ['NUL in a line', { log: [line('\u0000')] }, 'invalid log[0].line'],
    ['a stale token', { claim_token: 'hk_stale' }, 'conflict Running'],
    ['no token', { claim_token: undefined }, 'invalid claim_token'],
  ])('with %s is refused', async (_, more, failure) => {
    const { jobId, claim_token } = await claimed()
    expect(failureOf(await progress(jobId, { claim_token, ...more }))).toBe(failure)
    expect(await logOf(jobId)).toEqual([])
  })

  it('finds no such job for another node’s agent, even with the token', async () => {
    const { jobId, claim_token } = await claimed()
    expect(failureOf(await progress(jobId, { claim_token }, otherNode))).toBe('not_found')
    expect(failureOf(await finish('Completed', jobId, { claim_token }, otherNode))).toBe('not_found')
  })
})

describe('an outcome', () => {
  it.each(['Completed', 'Failed'] as const)('%s is stored with result, message and time', async (outcome) => {
    const { jobId, claim_token } = await claimed()
    done(
      await finish(outcome, jobId, {
        claim_token,
        result: { exit_code: 1 },
        message: 'Over',
        log: [line('z')],
      }),
    )
    const job = await storedJob(fleet.db, jobId)
    expect(job.status).toBe(outcome)
    expect(job.completed_at).toBeInstanceOf(Date)
    expect(parseHistory(job.status_history).at(-1)).toMatchObject({
      status: outcome,
      message: 'Over',
      actor_did: node,
    })
    expect(await details(jobId)).toMatchObject({ result: { exit_code: 1 }, lease_expires_at: null })
    expect(await logOf(jobId)).toEqual(['z'])
  })

  it('can be repeated and changes nothing; a different one is a conflict', async () => {
    const { jobId, claim_token } = await claimed()
    const body = { claim_token, result: { a: 1, b: 2 }, message: 'Over', log: [line('z')] }
    done(await finish('Completed', jobId, body))
    const before = await storedJob(fleet.db, jobId)
    done(await finish('Completed', jobId, { ...body, result: { b: 2, a: 1 } }))
    expect(await storedJob(fleet.db, jobId)).toEqual(before)
    expect(await logOf(jobId)).toEqual(['z'])
    expect(failureOf(await finish('Completed', jobId, { ...body, result: { a: 2 } }))).toBe(
      'conflict Completed',
    )
    expect(failureOf(await finish('Failed', jobId, body))).toBe('conflict Completed')
    expect(failureOf(await progress(jobId, { claim_token }))).toBe('conflict Completed')
  })

  it('counts once when it is sent ten times at once', async () => {
    const { jobId, claim_token } = await claimed()
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        finish(n % 2 === 0 ? 'Completed' : 'Failed', jobId, { claim_token, message: 'Over' }),
      ),
    )
    expect(new Set(answers.flatMap((answer) => (answer.ok ? [answer.value.status] : []))).size).toBe(1)
    expect(answers.filter((answer) => answer.ok)).toHaveLength(5)
    expect(parseHistory((await storedJob(fleet.db, jobId)).status_history)).toHaveLength(4)
  })

  it('needs the token, and a failure needs a message', async () => {
    const { jobId, claim_token } = await claimed()
    expect(failureOf(await finish('Completed', jobId, { claim_token: 'hk_stale' }))).toBe('conflict Running')
    expect(failureOf(await finish('Failed', jobId, { claim_token }))).toBe('invalid message')
    expect(failureOf(await finish('Failed', jobId, { claim_token, message: '' }))).toBe('invalid message')
    expect(failureOf(await finish('Completed', 'x', { claim_token }))).toBe('not_found')
    const unclaimed = await approved()
    expect(failureOf(await finish('Completed', unclaimed, { claim_token }))).toBe('conflict Approved')
  })
})

describe('an agent that has gone silent', () => {
  it('leaves its job Lost, once; a job run by plain SQL has no lease and stays Running', async () => {
    const { jobId } = await claimed()
    const bySql = await approved(otherNode)
    await fleet.db.query(`UPDATE maintenance_jobs SET status = 'Running' WHERE job_id = $1`, [bySql])
    expect(await markLost(fleet.db)).toBe(0)
    await silence(jobId)
    const counts = await Promise.all([markLost(fleet.db), markLost(fleet.db), markLost(fleet.db)])
    expect(counts.sort()).toEqual([0, 0, 1])
    const job = await storedJob(fleet.db, jobId)
    expect(job).toMatchObject({ status: 'Lost', completed_at: null })
    expect((await storedJob(fleet.db, bySql)).status).toBe('Running')
  })

  it('goes on with its token when it is back, and ends the job', async () => {
    const { jobId, claim_token } = await claimed()
    await silence(jobId)
    await markLost(fleet.db)
    const word = { claim_token, percent: 70, log: [line('still here')] }
    expect(done(await progress(jobId, word))).toEqual({
      ...{ status: 'Lost', lease_seconds: 45, cancel_requested: false },
    })
    done(await progress(jobId, { claim_token }))
    expect(failureOf(await progress(jobId, { claim_token: 'hk_stale' }))).toBe('conflict Lost')
    expect(await logOf(jobId)).toEqual(['still here'])
    const history = parseHistory((await storedJob(fleet.db, jobId)).status_history)
    // Once, however many heartbeats follow.
    expect(history.filter(({ message }) => message === 'The agent is back and goes on')).toMatchObject([
      { status: 'Lost', actor_did: node },
    ])
    expect(await markLost(fleet.db)).toBe(0)
    done(await finish('Completed', jobId, { claim_token, message: 'Late' }))
    expect((await storedJob(fleet.db, jobId)).status).toBe('Completed')
    expect(failureOf(await progress(jobId, { claim_token }))).toBe('conflict Completed')
  })

  it('whose server was away gets a new lease; one that was silent before does not', async () => {
    const { jobId } = await claimed()
    const leaseAt = (offset: string) =>
      fleet.db.query(`UPDATE job_details SET lease_expires_at = now() + $2::interval WHERE job_id = $1`, [
        jobId,
        offset,
      ])
    const lastCheck = (offset: string) =>
      fleet.db.query(`UPDATE lease_checks SET checked_at = now() + $1::interval`, [offset])
    expect(await checkLeases(fleet.db)).toBe(0)
    // No server ran for a minute, and the lease ended in that minute.
    await lastCheck('-60 seconds')
    await leaseAt('-30 seconds')
    expect(await checkLeases(fleet.db)).toBe(0)
    expect((await details(jobId)).lease_expires_at.getTime()).toBeGreaterThan(Date.now() + 30_000)
    // It ended before.
    await lastCheck('-60 seconds')
    await leaseAt('-90 seconds')
    expect(await checkLeases(fleet.db)).toBe(1)
    expect((await storedJob(fleet.db, jobId)).status).toBe('Lost')
  })

  it('is not given the same job again', async () => {
    const { jobId } = await claimed()
    await silence(jobId)
    await markLost(fleet.db)
    expect(await claim()).toBeNull()
  })
})
