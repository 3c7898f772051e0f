import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/lib/db/test-fleet'
import { parseHistory } from '@/lib/domain/job'
import type { PersonViewer } from '@/lib/domain/role'
import { announceTasks } from './announce-tasks'
import { requestJob } from './request-job'
import { done, failureOf, storedJob } from './test-jobs'

let fleet: TestFleet
let operator: PersonViewer
let other: PersonViewer
const free = 'did:test:node:free'
const offering = 'did:test:node:offering'
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
  it('becomes a pending job that says who asked and why', async () => {
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
    ['a node that is no text', { target_node_did: { $ne: 1 } }, 'invalid target_node_did'],
    ['no reason', { reason: '   ' }, 'invalid reason'],
    ['a reason of 2,001 letters', { reason: 'x'.repeat(2_001) }, 'invalid reason'],
    ['an array as parameters', { params: [] }, 'invalid params'],
    ['NUL in parameters', { params: { a: '\u0000' } }, 'invalid params.a'],
    ['a hostile task name', { task_name: '../../x' }, 'invalid task_name'],
    ['a status of its own', { status: 'Approved' }, 'invalid '],
    ['an approver of its own', { approved_by: 'me' }, 'invalid '],
    ['a task that the node does not offer', { target_node_did: offering }, 'invalid task_name'],
    [
      'a missing parameter',
      { target_node_did: offering, task_name: 'restart_service', params: {} },
      'invalid params.service_name',
    ],
    [
      'a parameter that the task has not',
      { target_node_did: offering, task_name: 'restart_service', params: { service_name: 'web', x: 1 } },
      'invalid params.x',
    ],
  ])('with %s is refused', async (_, more, failure) => {
    expect(failureOf(await request(more))).toBe(failure.trim())
  })

  it('that fits the task is taken', async () => {
    const params = { service_name: 'web' }
    done(await request({ target_node_did: offering, task_name: 'restart_service', params }))
  })

  it('of an agent is refused', async () => {
    expect(failureOf(await requestJob({ db: fleet.db, viewer: testAgent(free) }, body()))).toBe('forbidden')
  })

  it.each([undefined, null, 7, 'x', []])('that is %j is refused', async (input) => {
    expect(failureOf(await requestJob({ db: fleet.db, viewer: operator }, input))).toMatch(/^invalid/)
  })
})

describe('an idempotency key', () => {
  it('makes a repeat the same job, whatever the order of its parameters', async () => {
    const first = done(await request({ idempotency_key: 'k1', params: { a: 1, b: [2] } }))
    const again = done(await request({ idempotency_key: 'k1', params: { b: [2], a: 1 } }))
    expect(again).toEqual({ jobId: first.jobId, repeated: true })
  })

  it('refuses another request under the same key, and tells where the first one is', async () => {
    done(await request({ idempotency_key: 'k2' }))
    expect(failureOf(await request({ idempotency_key: 'k2', params: { a: 2 } }))).toBe(
      'conflict PendingApproval',
    )
    expect(failureOf(await request({ idempotency_key: 'k2', task_name: 'x' }))).toBe(
      'conflict PendingApproval',
    )
  })

  it('is each person’s own', async () => {
    const one = done(await request({ idempotency_key: 'k3' }))
    const two = done(await request({ idempotency_key: 'k3' }, other))
    expect(two).toMatchObject({ repeated: false })
    expect(two.jobId).not.toBe(one.jobId)
  })

  it('makes one job of ten requests at once', async () => {
    const results = await Promise.all(Array.from({ length: 10 }, () => request({ idempotency_key: 'k4' })))
    const jobs = results.map(done)
    expect(new Set(jobs.map(({ jobId }) => jobId)).size).toBe(1)
    expect(jobs.filter(({ repeated }) => !repeated)).toHaveLength(1)
  })

  it('answers a repeat as before, although the node offers other tasks by now', async () => {
    const asked = { target_node_did: offering, task_name: 'restart_service', params: { service_name: 'web' } }
    const first = done(await request({ ...asked, idempotency_key: 'k5' }))
    done(await announce({ tasks: [{ name: 'other' }] }))
    expect(done(await request({ ...asked, idempotency_key: 'k5' }))).toEqual({
      jobId: first.jobId,
      repeated: true,
    })
  })
})

describe('an announcement', () => {
  it.each<[string, unknown, string]>([
    ['a name twice', { tasks: [{ name: 'a' }, { name: 'a' }] }, 'invalid tasks[1].name'],
    ['a shell line', { tasks: [{ name: 'a', command: 'rm -rf /' }] }, 'invalid tasks[0].command'],
    ['NUL', { tasks: [{ name: 'a', title: '\u0000' }] }, 'invalid tasks[0].title'],
    ['no list', { tasks: {} }, 'invalid tasks'],
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

  it('is for the agent’s own node only', async () => {
    expect(failureOf(await announce({ tasks: [] }, free, offering))).toBe('not_found')
  })
})
