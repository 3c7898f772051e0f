import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { plainKey } from '@/test/consent-signing'
import { setRestricted } from '@/test/owner-changes'
import { hakim } from '../hakim'
import { sessions } from './call-action'
import { ask, call } from './consent-http'
import { databaseFixture } from './database-fixture'
import { node, otherNode, type ServerFixture } from './server-fixture'

let server: ServerFixture
beforeAll(async () => {
  server = await databaseFixture()
})
afterAll(async () => {
  expect(await server.close()).toBe(0)
})

const statusOf = async (jobId: string): Promise<string> =>
  z.object({ status: z.string() }).parse((await call(server, 'admin', `/jobs/${jobId}`)).answer).status

test('nobody decides on their own request', async () => {
  const { job_id, approval_hash } = await ask(server, 'owner', node)
  for (const verb of ['approve', 'reject']) {
    const { status, answer } = await call(server, 'owner', `/jobs/${job_id}/${verb}`, {
      ...{ approval_hash, reason: 'me' },
    })
    expect(status).toBe(403)
    expect(answer).toMatchObject({ detail: expect.stringContaining('You requested this job') })
  }
  expect(await statusOf(job_id)).toBe('PendingApproval')
})

test('nobody decides on a node they don’t own, not even an admin; an operator never decides', async () => {
  const job = await ask(server, 'operator', node)
  const others = await ask(server, 'admin', node)
  for (const [who, { job_id, approval_hash }, why] of [
    ['admin', job, 'You don’t own this node'],
    ['operator', job, 'You requested this job'],
    ['operator', others, 'approver role'],
  ] as const) {
    const { status, answer } = await call(server, who, `/jobs/${job_id}/approve`, { approval_hash })
    expect(status).toBe(403)
    expect(answer).toMatchObject({ detail: expect.stringContaining(why) })
  }
})

test('a hash that does not match what is stored is a conflict, and so is a second decision', async () => {
  const { job_id, approval_hash } = await ask(server, 'operator', node)
  const decide = (verb: string, body: object) => call(server, 'owner', `/jobs/${job_id}/${verb}`, body)
  expect((await decide('approve', { approval_hash: '0'.repeat(64) })).status).toBe(409)
  expect((await decide('reject', { approval_hash, reason: 'no' })).status).toBe(200)
  expect(await decide('approve', { approval_hash })).toMatchObject({
    status: 409,
    answer: { present: 'Rejected' },
  })
})

test('an agent cannot decide and sees only its own node', async () => {
  const { job_id, approval_hash } = await ask(server, 'operator', node)
  expect((await call(server, 'agent', `/jobs/${job_id}/approve`, { approval_hash })).status).toBe(403)
  expect((await call(server, 'otherAgent', `/jobs/${job_id}/approve`, { approval_hash })).status).toBe(403)
  expect((await call(server, 'otherAgent', `/jobs/${job_id}`)).status).toBe(404)
  expect((await call(server, 'agent', `/nodes/${encodeURIComponent(otherNode)}`)).status).toBe(404)
  const foreign = await call(server, 'agent', '/reports', {
    ...{ target_node_did: otherNode, timestamp: new Date().toISOString(), status: 'Healthy' },
  })
  expect(foreign.status).toBe(403)
  expect((await fetch(`${server.hakim.url}/api/v1/nodes`)).status).toBe(401)
})

test('an approval that a node with pins would refuse is a conflict, which the job says before', async () => {
  const { job_id, approval_hash } = await ask(server, 'operator', node)
  const pinned = async (emergency: object) => {
    const owners = [{ person: 'did:test:person:elsewhere', keys: [plainKey('ed25519').pinned.key] }]
    const consent = { required: 1, owners, delegation: true, ...emergency }
    await server.db.query(`UPDATE nodes SET consent = $2 WHERE node_did = $1`, [
      node,
      JSON.stringify(consent),
    ])
  }
  const refused = (why: string) => ({
    status: 409,
    answer: { detail: expect.stringContaining(why), present: 'PendingApproval' },
  })
  try {
    await pinned({ emergency: 0 })
    const own = async (who: string) => (await call(server, who, `/jobs/${job_id}`)).answer
    const why = 'This node runs a job only with a signature by one of its pinned keys'
    expect(await own('owner')).toMatchObject({
      your_approval: { on_node: { counts: 'no', keys: [], why: expect.stringContaining(why) } },
    })
    expect(await own('operator')).toMatchObject({ your_approval: null })
    expect(await call(server, 'owner', `/jobs/${job_id}/approve`, { approval_hash })).toMatchObject(
      refused(why),
    )
    const emergency = () =>
      call(server, 'admin', `/jobs/${job_id}/break-glass`, {
        ...{ approval_hash, reason: 'The disk fills up and nobody answers' },
      })
    expect(await emergency()).toMatchObject(refused('pins no keys for emergencies'))
    await pinned({ emergency: 1 })
    expect(await emergency()).toMatchObject(refused('you have no signing key'))
    expect(await statusOf(job_id)).toBe('PendingApproval')
    const no = { approval_hash, reason: 'no' }
    expect((await call(server, 'owner', `/jobs/${job_id}/reject`, no)).status).toBe(200)
  } finally {
    await server.db.query(`UPDATE nodes SET consent = NULL WHERE node_did = $1`, [node])
  }
})

/** The status of a page under another name of the server. */
const statusAs = (host: string, cookie: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const sent = request(server.hakim.url, { headers: { host, cookie } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
    sent.once('error', reject).end()
  })

test('a form from a foreign origin, or from none, is refused; so is a foreign name of the server', async () => {
  const cookie = (await sessions(server, ['operator'])).get('operator') ?? ''
  const { url } = server.hakim
  const otherName = url.replace('127.0.0.1', 'localhost')
  for (const origin of ['https://evil.example', url, otherName, 'null', undefined]) {
    const response = await fetch(`${server.hakim.url}/jobs/new`, {
      method: 'POST',
      headers: {
        ...{ cookie, 'next-action': '0'.repeat(42) },
        ...(origin ? { origin, 'x-forwarded-host': 'evil.example' } : {}),
      },
      body: '[]',
    })
    expect(response.status, String(origin)).toBe(403)
  }
  expect(await statusAs(new URL(server.hakim.url).host, cookie)).toBe(200)
  expect(await statusAs('evil.example', cookie)).toBe(403)
})

test('only owners and administrators see a restricted node, until it is opened', async () => {
  const path = `/nodes/${encodeURIComponent(node)}`
  const listed = async (who: string): Promise<string[]> =>
    z
      .object({ nodes: z.array(z.object({ node_did: z.string() })) })
      .parse((await call(server, who, '/nodes')).answer)
      .nodes.map(({ node_did }) => node_did)
      .sort()
  /** On the map, and in the counts of the grouped list. */
  const mapped = async (who: string): Promise<[number, number]> => {
    const read = async (query: string): Promise<unknown> => {
      const headers = { authorization: `Bearer ${server.tokens.get(who)}` }
      return (await fetch(`${server.hakim.url}/api/fleet/live?${query}`, { headers })).json()
    }
    const { fleet: map } = z
      .object({ fleet: z.object({ rows: z.array(z.unknown()) }) })
      .parse(await read('view=map&group=site'))
    const groups = z.object({ shown: z.array(z.object({ nodes: z.number() })) })
    const { fleet: list } = z
      .object({ fleet: z.object({ page: z.object({ groups }) }) })
      .parse(await read('group=site'))
    return [map.rows.length, list.page.groups.shown.reduce((sum, { nodes }) => sum + nodes, 0)]
  }
  expect(await listed('operator')).toEqual([node, otherNode])
  expect(await mapped('operator')).toEqual([2, 2])
  const { job_id } = await ask(server, 'operator', node)
  // By hand the owner is only asked.
  const why = ['--reason', 'It holds the wages.']
  await hakim(server.hakim.env, ['node', 'restrict', '--did', node, ...why])
  expect((await call(server, 'operator', path)).status).toBe(200)
  await setRestricted(server.db, node, true)
  const rest = { job_id, status: 'PendingApproval', restricted: true }
  expect((await call(server, 'operator', `/jobs/${job_id}`)).answer).toMatchObject(rest)
  expect((await call(server, 'operator', '/jobs?limit=1')).answer).toMatchObject({
    jobs: [],
    restricted: [rest],
  })
  expect((await call(server, 'operator', `/jobs/${job_id}/log`)).status).toBe(404)
  expect((await call(server, 'operator', `/jobs/${job_id}/cancel`, {})).status).toBe(404)
  expect((await call(server, 'requester', `/jobs/${job_id}`)).status).toBe(404)
  for (const who of ['owner', 'admin']) expect((await call(server, who, path)).status).toBe(200)
  for (const part of [
    '',
    '/reports',
    '/series?from=2026-01-01T00:00:00Z&to=2026-01-01T01:00:00Z',
    '/consent',
  ])
    expect((await call(server, 'operator', path + part)).status, part).toBe(404)
  expect(await listed('operator')).toEqual([otherNode])
  // Compared with others it does not exist either, in no count.
  const compared = `/series?metrics=cpu_usage_percent&from=now-1h&to=now&nodes=${encodeURIComponent(`${node},${otherNode},did:kos:never`)}`
  expect((await call(server, 'operator', compared)).answer).toMatchObject({
    ...{ nodes: [{ node: otherNode }], unknown: [node, 'did:kos:never'], left_out: 0 },
  })
  expect((await call(server, 'owner', compared)).answer).toMatchObject({ unknown: ['did:kos:never'] })
  // What is shared is read once a second.
  await expect.poll(() => mapped('operator')).toEqual([1, 1])
  expect(await mapped('owner')).toEqual([2, 2])
  await setRestricted(server.db, node, false)
  expect((await call(server, 'operator', path)).status).toBe(200)
})
