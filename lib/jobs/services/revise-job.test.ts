import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { JobDetails } from '@/lib/db/entities/job-details'
import { parseHistory } from '@/lib/jobs/domain/status'
import { type People, peopledFleet, shared, single, testRule } from '@/test/consent-model/people'
import { type TestFleet, testAgent } from '@/test/fleet'
import { approvedJob, decideNow, requestedJob, runningJob, shownHash, statusOf, storedJob } from '@/test/jobs'
import { done, failureOf } from '@/test/result'
import { announceTasks } from './announce-tasks'
import { claimJob } from './claim-job'
import { decideJob } from './decide-job'
import { reviseJob } from './revise-job'

let fleet: TestFleet
let people: People

beforeAll(async () => {
  ;({ fleet, people } = await peopledFleet())
  await testRule(fleet.db, { task: 'risky', owners: 2 })
})
afterAll(() => fleet.close())
beforeEach(() => fleet.db.query(`DELETE FROM maintenance_jobs`))

const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString()
const window = (from: number, to: number) => ({ start: hours(from), end: hours(to), time_zone: 'UTC' })
const revise = (jobId: string, input: unknown, who: keyof People = 'operator') =>
  reviseJob({ db: fleet.db, viewer: people[who] }, jobId, input)
const detailsOf = (jobId: string) => fleet.db.manager.findOneByOrFail(JobDetails, { job_id: jobId })
const claim = async () => done(await claimJob({ db: fleet.db, viewer: testAgent(single) }))

describe.each<[string, Record<string, unknown>]>([
  ['parameters', { params: { n: 2 } }],
  ['a window', { window: window(-1, 2) }],
  ['an expiry', { expires_at: hours(30) }],
])('a change of %s', (_, change) => {
  it('after the approval voids it: the job needs a new decision', async () => {
    const jobId = await approvedJob(fleet.db, people.operator, people.owner, single)
    const before = await shownHash(fleet.db, jobId)
    expect(done(await revise(jobId, { ...change, reason: 'Better so' }))).toEqual({
      status: 'PendingApproval',
    })
    expect(await claim()).toBeNull()
    const hash = await shownHash(fleet.db, jobId)
    expect(hash).not.toBe(before)
    const stale = { approval_hash: before }
    expect(failureOf(await decideJob({ db: fleet.db, viewer: people.owner }, 'Approved', jobId, stale))).toBe(
      'conflict PendingApproval',
    )
    expect(parseHistory((await storedJob(fleet.db, jobId)).status_history).at(-1)).toMatchObject({
      status: 'PendingApproval',
      message: expect.stringContaining('Better so'),
      actor_did: people.operator.did,
    })
    expect(done(await decideNow(fleet.db, people.owner, jobId)).status).toBe('Approved')
    expect((await claim())?.approvalHash).toBe(hash)
  })

  it('while the job is pending voids the votes so far', async () => {
    const jobId = await requestedJob(fleet.db, people.operator, shared, { task_name: 'risky' })
    done(await decideNow(fleet.db, people.owner, jobId))
    const { revision } = await detailsOf(jobId)
    done(await revise(jobId, change))
    expect((await detailsOf(jobId)).revision).toBeGreaterThan(revision)
    expect(done(await decideNow(fleet.db, people.partner, jobId)).status).toBe('PendingApproval')
    expect(done(await decideNow(fleet.db, people.owner, jobId)).status).toBe('Approved')
  })
})

it('can change all three at once, and remove a window again', async () => {
  const jobId = await requestedJob(fleet.db, people.operator, single)
  const revision = { params: { n: 5 }, window: window(1, 2), expires_at: hours(3) }
  done(await revise(jobId, revision))
  expect(await storedJob(fleet.db, jobId)).toMatchObject({ params: { n: 5 }, status: 'PendingApproval' })
  expect(await detailsOf(jobId)).toMatchObject({
    window_start: new Date(revision.window.start),
    window_end: new Date(revision.window.end),
    time_zone: 'UTC',
    expires_at: new Date(revision.expires_at),
    due_at: new Date(revision.window.end),
  })
  done(await revise(jobId, { window: null }))
  expect(await detailsOf(jobId)).toMatchObject({
    window_start: null,
    time_zone: null,
    due_at: new Date(revision.expires_at),
  })
})

it.each<[string, Record<string, unknown>, string]>([
  ['the expiry alone', { params: { n: 1 }, window: null, expires_at: hours(30) }, 'expiry'],
  ['the parameters alone', { params: { n: 2 }, window: null }, 'parameters'],
  ['a window, which also moves the expiry', { params: { n: 1 }, window: window(400, 402) }, 'window, expiry'],
])(
  'of the fields that a form sends, the history names only those that differ: %s',
  async (_, change, named) => {
    const jobId = await requestedJob(fleet.db, people.operator, single)
    done(await revise(jobId, change))
    const last = parseHistory((await storedJob(fleet.db, jobId)).status_history).at(-1)
    expect(last?.message).toBe(`Changed (${named})`)
  },
)

it('to a window beyond the expiry moves the expiry too', async () => {
  const jobId = await requestedJob(fleet.db, people.operator, single)
  const late = window(24 * 20, 24 * 20 + 1)
  done(await revise(jobId, { window: late }))
  expect((await detailsOf(jobId)).expires_at).toEqual(new Date(late.end))
})

it.each<[string, unknown, string]>([
  ['nothing', {}, 'invalid '],
  ['a reason alone', { reason: 'x' }, 'invalid '],
  ['the same parameters as before', { params: { n: 1 } }, 'invalid'],
  ['invalid parameters', { params: [] }, 'invalid params'],
  ['NUL in parameters', { params: { a: '\u0000' } }, 'invalid params.a'],
  ['another node', { target_node_did: shared, params: { n: 2 } }, 'invalid '],
  ['a window in the past', { window: window(-3, -1) }, 'invalid window.end'],
  [
    'a window in an invalid zone',
    { window: { ...window(1, 2), time_zone: 'Mars' } },
    'invalid window.time_zone',
  ],
  ['an expiry in the past', { expires_at: hours(-1) }, 'invalid expires_at'],
  ['no expiry', { expires_at: null }, 'invalid expires_at'],
])('with %s is refused', async (_, input, failure) => {
  const jobId = await approvedJob(fleet.db, people.operator, people.owner, single)
  const before = await storedJob(fleet.db, jobId)
  expect(failureOf(await revise(jobId, input))).toBe(failure.trim())
  expect(await storedJob(fleet.db, jobId)).toEqual(before)
})

it('to parameters that the node does not accept is refused', async () => {
  const node = 'did:test:node:offering'
  await fleet.db.query(`INSERT INTO nodes (node_did) VALUES ($1) ON CONFLICT DO NOTHING`, [node])
  const offer = { name: 'restart_service', params: { properties: { n: { type: 'number', maximum: 3 } } } }
  done(await announceTasks({ db: fleet.db, viewer: testAgent(node) }, node, { tasks: [offer] }))
  const jobId = await requestedJob(fleet.db, people.operator, node)
  expect(failureOf(await revise(jobId, { params: { n: 4 } }))).toBe('invalid params.n')
  done(await revise(jobId, { params: { n: 3 } }))
})

it('is only for the requester, before the claim', async () => {
  const jobId = await requestedJob(fleet.db, people.operator, single)
  for (const who of ['owner', 'admin', 'stranger'] as const)
    expect(failureOf(await revise(jobId, { params: { n: 2 } }, who))).toBe('forbidden')
  expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
  const running = await runningJob(fleet.db, people.operator, people.owner, single)
  expect(failureOf(await revise(running.jobId, { params: { n: 2 } }))).toBe('conflict Running')
})
