import { afterEach, beforeEach, expect, it } from 'vitest'
import { type LoopbackServer, type Reply, startServer } from '@/test/api-server'
import { createHakimClient } from './client'

let server: LoopbackServer
let reply: Reply

beforeEach(async () => {
  server = await startServer(() => reply)
})
afterEach(() => server.stop())

const client = () => createHakimClient({ server: server.address, token: 'hk_mine' })
const params = { path: { job_id: '../keys?' } }

it('sends token and body, and lets no parameter leave its part of the path', async () => {
  reply = { body: { status: 'Approved', lacks: null } }
  const body = { approval_hash: 'a' }
  const { data, error } = await client().POST('/api/v1/jobs/{job_id}/approve', { params, body })
  expect([data, error]).toEqual([{ status: 'Approved', lacks: null }, undefined])
  expect(server.requests).toMatchObject([
    { method: 'POST', path: '/api/v1/jobs/..%2Fkeys%3F/approve', token: 'Bearer hk_mine', body },
  ])
})

it('answers with the problem of a call that failed', async () => {
  reply = { status: 404, body: { type: 'urn:hakim:problem:not_found', detail: 'There is nothing here.' } }
  const { data, error, response } = await client().GET('/api/v1/jobs/{job_id}', { params })
  expect([data, error?.detail, response.status]).toEqual([undefined, 'There is nothing here.', 404])
})

it('gives its token to no other server', async () => {
  const other = await startServer(() => ({ body: {} }))
  try {
    reply = { status: 307, headers: { location: `${other.address}/api/v1/jobs` } }
    const { data, response } = await client().GET('/api/v1/jobs')
    expect([data, response.status, other.requests]).toEqual([undefined, 307, []])
  } finally {
    await other.stop()
  }
})

it('rejects without an answer in time', async () => {
  const silent = await startServer(() => new Promise<never>(() => undefined))
  try {
    const slow = createHakimClient({ server: silent.address, token: 'hk_mine', timeoutMs: 100 })
    await expect(slow.GET('/api/v1/jobs')).rejects.toMatchObject({ name: 'TimeoutError' })
  } finally {
    await silent.stop()
  }
})
