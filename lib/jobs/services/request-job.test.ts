import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { JobDetails } from '@/lib/db/entities/job-details'
import { parseHistory } from '@/lib/jobs/domain/status'
import { canonicalJson } from '@/lib/kernel/json/json'
import { jsonValue } from '@/lib/kernel/json/schemas'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { storedJob } from '@/test/jobs'
import { done, failureOf } from '@/test/result'
import { announceTasks } from './announce-tasks'
import { requestJob } from './request-job'
import { reviseJob } from './revise-job'

let fleet: TestFleet
let operator: PersonViewer
let other: PersonViewer
const free = 'did:test:node:free'
const offering = 'did:test:node:offering'
const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString()
const window = (from: number, to: number) => ({
  start: hours(from),
  end: hours(to),
  time_zone: 'Africa/Nairobi',
})
const detailsOf = (jobId: string) => fleet.db.manager.findOneByOrFail(JobDetails, { job_id: jobId })
const tasks = [
  {
    name: 'restart_service',
    params: { properties: { service_name: { type: 'string', enum: ['web'] } }, required: ['service_name'] },
    command: ['systemctl', 'restart'],
  },
]

beforeAll(async () => {
  fleet = await testFleet()
  operator = await testPerson(fleet.db, 'operator', 'operator')
  other = await testPerson(fleet.db, 'other', 'operator')
  await testNode(fleet.db, free)
  await testNode(fleet.db, offering)
})
afterAll(() => fleet.close())
beforeEach(() => announce({ tasks }))

const announce = (input: unknown, node = offering, of = node) =>
  announceTasks({ db: fleet.db, viewer: testAgent(node) }, of, input)
const body = (more: Record<string, unknown> = {}) => ({
  target_node_did: free,
  task_name: 'anything.goes',
  params: { deep: { a: [1] } },
  reason: ' It hangs ',
  ...more,
})
const request = (more: Record<string, unknown> = {}, viewer: PersonViewer = operator) =>
  requestJob({ db: fleet.db, viewer }, body(more))

describe('a request', () => {
  it('becomes a pending job that names the requester and the reason', async () => {
    const { jobId, repeated } = done(await request())
    expect(repeated).toBe(false)
    const job = await storedJob(fleet.db, jobId)
    expect(job).toMatchObject({
      status: 'PendingApproval',
      target_node_did: free,
      requester_did: operator.did,
      params: { deep: { a: [1] } },
      completed_at: null,
    })
    expect(parseHistory(job.status_history)).toMatchObject([
      { status: 'PendingApproval', message: 'It hangs', actor_did: operator.did },
    ])
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown node', { target_node_did: 'did:test:none' }, 'not_found target_node_did'],
    ['a node that is not text', { target_node_did: { $ne: 1 } }, 'invalid target_node_did'],
    ['no reason', { reason: '   ' }, 'invalid reason'],
    ['a reason of 2,001 letters', { reason: 'x'.repeat(2_001) }, 'invalid reason'],
    ['an array as parameters', { params: [] }, 'invalid params'],
    ['NUL in parameters', { params: { a: '\u0000' } }, 'invalid params.a'],
    ['a hostile task name', { task_name: '../../x' }, 'invalid task_name'],
    ['its own status', { status: 'Approved' }, 'invalid '],
    ['its own approver', { approved_by: 'me' }, 'invalid '],
    ['a window in the past', { window: window(-2, -1) }, 'invalid window.end'],
    ['a window that ends before it starts', { window: window(2, 1) }, 'invalid window.end'],
    ['a window of more than a day', { window: window(1, 26) }, 'invalid window.end'],
    ['a window in a hundred days', { window: window(2_400, 2_401) }, 'invalid window.end'],
    [
      'a window in an invalid zone',
      { window: { ...window(1, 2), time_zone: '+02:00' } },
      'invalid window.time_zone',
    ],
    ['an infinite window', { window: { ...window(1, 2), end: 'infinity' } }, 'invalid window.end'],
    ['an expiry in the past', { expires_at: hours(-1) }, 'invalid expires_at'],
    ['an expiry in a hundred days', { expires_at: hours(2_400) }, 'invalid expires_at'],
    ['an expiry before its window', { window: window(5, 6), expires_at: hours(4) }, 'invalid expires_at'],
    ['an expiry that is not a time', { expires_at: { $gt: '' } }, 'invalid expires_at'],
    ['a retry of an unknown job', { retry_of: '3f0e7a4e-0f8e-4d55-9a53-000000000000' }, 'invalid retry_of'],
    ['a task that the node does not offer', { target_node_did: offering }, 'invalid task_name'],
    [
      'a missing parameter',
      { target_node_did: offering, task_name: 'restart_service', params: {} },
      'invalid params.service_name',
    ],
    [
      'a parameter the task does not have',
      { target_node_did: offering, task_name: 'restart_service', params: { service_name: 'web', x: 1 } },
      'invalid params.x',
    ],
  ])('with %s is refused', async (_, more, failure) => {
    expect(failureOf(await request(more))).toBe(failure.trim())
  })

  it('that fits the task is accepted', async () => {
    const params = { service_name: 'web' }
    done(await request({ target_node_did: offering, task_name: 'restart_service', params }))
  })

  it('with a number halfway between two doubles means the same here and in PostgreSQL', async () => {
    const { jobId } = done(await request({ params: { a: 44884918875433580 } }))
    const [kept] = await fleet.db.query<{ document: string }[]>(
      `SELECT document FROM approval_documents WHERE job_id = $1`,
      [jobId],
    )
    expect(kept?.document).toContain('"params":{"a":44884918875433580}')
    expect(kept?.document).toBe(canonicalJson(jsonValue.parse(JSON.parse(kept?.document ?? ''))))
    // The other number that PostgreSQL reads as the same double would be shown as that one.
    await expect(
      fleet.db.query(`UPDATE maintenance_jobs SET params = '{"a": 44884918875433584}' WHERE job_id = $1`, [
        jobId,
      ]),
    ).rejects.toThrow('A number in the parameters has more digits than can be shown')
  })

  it('by an agent is refused', async () => {
    expect(failureOf(await requestJob({ db: fleet.db, viewer: testAgent(free) }, body()))).toBe('forbidden')
  })

  it.each([undefined, null, 7, 'x', []])('that is %j is refused', async (input) => {
    expect(failureOf(await requestJob({ db: fleet.db, viewer: operator }, input))).toMatch(/^invalid/)
  })
})

describe('the times of a request', () => {
  it('default to a week without a window', async () => {
    const { jobId } = done(await request())
    const { expires_at, window_start, due_at } = await detailsOf(jobId)
    expect(window_start).toBeNull()
    expect(Math.abs((expires_at?.getTime() ?? 0) - Date.parse(hours(7 * 24)))).toBeLessThan(60_000)
    expect(due_at).toEqual(expires_at)
    const noon = new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000 + 43_200_000).toISOString()
    const nearby = `${noon.slice(0, 10)}T22:00:00.5+10:00`
    const sooner = done(await request({ expires_at: nearby })).jobId
    expect((await detailsOf(sooner)).expires_at?.toISOString()).toBe(noon.replace('00.000Z', '00.500Z'))
  })

  it('are those of the window, however far ahead it is', async () => {
    for (const requested of [window(1, 2), window(1_000, 1_024)]) {
      const stored = await detailsOf(done(await request({ window: requested })).jobId)
      expect(stored).toMatchObject({
        window_start: new Date(requested.start),
        window_end: new Date(requested.end),
        time_zone: 'Africa/Nairobi',
        due_at: new Date(requested.end),
        // The request's own values are its first revision.
        revision: 1,
      })
      expect(stored.expires_at?.getTime()).toBeGreaterThanOrEqual(Date.parse(requested.end))
    }
  })
})

describe('an idempotency key', () => {
  it('covers the window too, until the job is changed', async () => {
    const fields = { idempotency_key: 'k6', window: window(1, 2) }
    const { jobId } = done(await request(fields))
    expect(done(await request(fields)).jobId).toBe(jobId)
    expect(failureOf(await request({ ...fields, window: window(1, 3) }))).toBe('conflict PendingApproval')
    expect(failureOf(await request({ idempotency_key: 'k6' }))).toBe('conflict PendingApproval')
    expect(failureOf(await request({ ...fields, expires_at: hours(5) }))).toBe('conflict PendingApproval')
    done(await reviseJob({ db: fleet.db, viewer: operator }, jobId, { window: null }))
    expect(done(await request(fields)).jobId).toBe(jobId)
  })

  it('returns the same job for a repeat, whatever the order of its parameters', async () => {
    const first = done(await request({ idempotency_key: 'k1', params: { a: 1, b: [2] } }))
    const again = done(await request({ idempotency_key: 'k1', params: { b: [2], a: 1 } }))
    expect(again).toEqual({ jobId: first.jobId, repeated: true })
  })

  it('refuses a different request under the same key, and says where the first one is', async () => {
    done(await request({ idempotency_key: 'k2' }))
    expect(failureOf(await request({ idempotency_key: 'k2', params: { a: 2 } }))).toBe(
      'conflict PendingApproval',
    )
    expect(failureOf(await request({ idempotency_key: 'k2', task_name: 'x' }))).toBe(
      'conflict PendingApproval',
    )
  })

  it('belongs to one person', async () => {
    const one = done(await request({ idempotency_key: 'k3' }))
    const two = done(await request({ idempotency_key: 'k3' }, other))
    expect(two).toMatchObject({ repeated: false })
    expect(two.jobId).not.toBe(one.jobId)
  })

  it('makes one job from ten simultaneous requests', async () => {
    const results = await Promise.all(Array.from({ length: 10 }, () => request({ idempotency_key: 'k4' })))
    const jobs = results.map(done)
    expect(new Set(jobs.map(({ jobId }) => jobId)).size).toBe(1)
    expect(jobs.filter(({ repeated }) => !repeated)).toHaveLength(1)
  })

  it('answers a repeat as before, even if the node now offers other tasks', async () => {
    const fields = {
      target_node_did: offering,
      task_name: 'restart_service',
      params: { service_name: 'web' },
    }
    const first = done(await request({ ...fields, idempotency_key: 'k5' }))
    done(await announce({ tasks: [{ name: 'other' }] }))
    expect(done(await request({ ...fields, idempotency_key: 'k5' }))).toEqual({
      jobId: first.jobId,
      repeated: true,
    })
  })
})

describe('an announcement', () => {
  it.each<[string, unknown, string]>([
    ['the same name twice', { tasks: [{ name: 'a' }, { name: 'a' }] }, 'invalid tasks[1].name'],
    ['a shell line', { tasks: [{ name: 'a', command: 'rm -rf /' }] }, 'invalid tasks[0].command'],
    ['NUL', { tasks: [{ name: 'a', title: '\u0000' }] }, 'invalid tasks[0].title'],
    ['something other than a list', { tasks: {} }, 'invalid tasks'],
    ['nothing', null, 'invalid'],
  ])('with %s is refused and changes nothing', async (_, input, failure) => {
    expect(failureOf(await announce(input))).toBe(failure)
    done(
      await request({
        target_node_did: offering,
        task_name: 'restart_service',
        params: { service_name: 'web' },
      }),
    )
  })

  it('is only for the agent’s own node', async () => {
    expect(failureOf(await announce({ tasks: [] }, free, offering))).toBe('not_found')
  })
})
