import { randomUUID } from 'node:crypto'
import createClient from 'openapi-fetch'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { paths } from '@/docs/api-types'
import { databaseFixture } from './database-fixture'
import { node, type ServerFixture } from './server-fixture'

// A client that knows only the description (docs/api-types.d.ts, made by openapi-typescript). The compiler checks what it
// sends and reads: nothing here is cast.

let server: ServerFixture
beforeAll(async () => {
  server = await databaseFixture()
})
afterAll(async () => {
  expect(await server.close()).toBe(0)
})

const clientOf = (who: string) =>
  createClient<paths>({
    baseUrl: server.hakim.url,
    headers: { authorization: `Bearer ${server.tokens.get(who)}` },
  })

/** The data of an answer; a failure ends the test with its detail. */
function dataOf<T>({ data, error }: { data?: T; error?: { detail: string } }): T {
  if (data === undefined) throw new Error(error?.detail ?? 'no answer')
  return data
}

test('a job goes from its request to its end', async () => {
  const [requester, owner, agent] = ['requester', 'owner', 'agent'].map(clientOf)
  if (!requester || !owner || !agent) throw new Error('no client')

  const me = dataOf(await agent.GET('/api/v1/agent'))
  expect(me.node_did).toBe(node)
  const did = { path: { did: me.node_did } }
  const offer = { tasks: [{ name: 'look', title: 'Look' }] }
  expect(dataOf(await agent.PUT('/api/v1/nodes/{did}/tasks', { params: did, body: offer })).tasks).toBe(1)

  const request = {
    target_node_did: node,
    task_name: 'look',
    reason: 'To see',
    idempotency_key: randomUUID(),
  }
  const requested = await requester.POST('/api/v1/jobs', { body: request })
  const job = dataOf(requested)
  expect([requested.response.status, job.status]).toEqual([201, 'PendingApproval'])
  expect(dataOf(await requester.POST('/api/v1/jobs', { body: request })).job_id).toBe(job.job_id)

  const params = { path: { job_id: job.job_id } }
  const { approval_hash } = job
  const own = await requester.POST('/api/v1/jobs/{job_id}/approve', { params, body: { approval_hash } })
  expect([own.response.status, own.error?.type]).toEqual([403, 'urn:hakim:problem:forbidden'])
  const approved = await owner.POST('/api/v1/jobs/{job_id}/approve', { params, body: { approval_hash } })
  expect(dataOf(approved)).toEqual({ status: 'Approved', lacks: null })

  const { data: claim } = await agent.POST('/api/v1/jobs/claim')
  if (!claim || !('claim_token' in claim)) throw new Error('nothing to claim')
  expect([claim.job.job_id, claim.job.approval_hash]).toEqual([job.job_id, approval_hash])
  const { claim_token } = claim
  const progress = { claim_token, percent: 50, message: 'Half of it' }
  const beat = await agent.POST('/api/v1/jobs/{job_id}/progress', { params, body: progress })
  expect(dataOf(beat).cancel_requested).toBe(false)
  const body = { claim_token, result: { seen: true } }
  const completed = await agent.POST('/api/v1/jobs/{job_id}/complete', { params, body })
  expect(dataOf(completed).status).toBe('Completed')

  const ended = dataOf(await owner.GET('/api/v1/jobs/{job_id}', { params }))
  expect(ended.progress).toEqual({ percent: 50, message: 'Half of it' })
  expect(ended.result).toEqual({ seen: true })
  const { jobs, next_cursor } = dataOf(
    await owner.GET('/api/v1/jobs', { params: { query: { status: 'Completed', limit: 1 } } }),
  )
  expect([jobs.map(({ job_id }) => job_id), next_cursor]).toEqual([[job.job_id], null])
})

test('public calls need no token, and the description matches the one that the client was made from', async () => {
  const anyone = createClient<paths>({ baseUrl: server.hakim.url })
  expect(dataOf(await anyone.GET('/api/health/live')).status).toBe('live')
  expect(dataOf(await anyone.GET('/api/health/ready')).status).toBe('ready')
  const { openapi, paths: described } = dataOf(await anyone.GET('/api/v1/openapi.json'))
  expect(openapi).toBe('3.1.0')
  expect(Object.keys(described)).toContain('/api/v1/jobs/{job_id}/approve')
  const jobs = await anyone.GET('/api/v1/jobs')
  expect([jobs.response.status, jobs.error?.title]).toEqual([401, 'Sign-in needed'])
})
