import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { databaseFixture } from './database-fixture'
import { api, send } from './endpoint'
import type { ServerFixture } from './server-fixture'

let server: ServerFixture

beforeAll(async () => {
  server = await databaseFixture()
})
afterAll(async () => {
  expect(await server.close()).toBe(0)
})

const made = z.object({ link_id: z.string(), url: z.string() })

async function create(input: object = {}): Promise<{ id: string; path: string }> {
  const body = { name: 'Operations', page: 'fleet', ...input }
  const response = await send(server, 'admin', { method: 'POST', path: api('/wall-links'), body })
  const { link_id: id, url } = made.parse(await response.json())
  return { id, path: new URL(url).pathname }
}

const open = (path: string, headers: Record<string, string> = {}) =>
  fetch(server.hakim.url + path, { headers, redirect: 'manual' })

/** The page of a link, without what differs from one answer to the next: its own address, nonces, ids and times. */
async function pageOf(path: string): Promise<{ status: number; text: string }> {
  const response = await open(path)
  const text = (await response.text())
    .replaceAll(path.replace('/wall/', ''), 'TOKEN')
    .replace(/[\w+/=-]{22,}/g, 'ID')
    .replace(/\d{13}/g, 'TIME')
  return { status: response.status, text }
}

const ancestors = (response: Response) =>
  /frame-ancestors ([^;]*)/.exec(response.headers.get('content-security-policy') ?? '')?.[1]

test('a wall opens without signing in, says nothing of people, sets no cookie and tells no other site its address', async () => {
  const { path } = await create()
  const response = await open(path)
  expect(response.status).toBe(200)
  expect(response.headers.getSetCookie()).toEqual([])
  expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  expect(response.headers.get('cache-control')).toContain('no-store')
  const text = await response.text()
  expect(text).toContain('Operations')
  expect(text).not.toMatch(/@endpoint\.example|did:endpoint:/)
  expect(text).not.toMatch(/<a [^>]*href|<form|<button/)
})

test('a link that was revoked, is too old or lost its maker’s right answers as one that never was', async () => {
  const forged = await pageOf(`/wall/wall_${'a'.repeat(43)}`)
  expect(forged).toEqual({ status: 404, text: expect.stringContaining('This link does not work') })
  const revoked = await create()
  await send(server, 'admin', { method: 'DELETE', path: api(`/wall-links/${revoked.id}`) })
  const old = await create({ expires: '30m' })
  await server.db.query(`UPDATE wall_links SET expires_at = now() - interval '1 second' WHERE link_id = $1`, [
    old.id,
  ])
  for (const { path } of [revoked, old]) expect(await pageOf(path)).toEqual(forged)
  for (const path of ['/wall/x', '/wall/%00', '/wall/..%2f']) expect((await open(path)).status).toBe(404)
})

test('is framed by the origins that the link names, and by nobody otherwise', async () => {
  const [plain, embedded] = [
    await create(),
    await create({ embed: ['https://wiki.example.org', 'https://b.example:8443'] }),
  ]
  const closed = await open(plain.path, { 'x-hakim-frame': 'https://evil.example' })
  expect([ancestors(closed), closed.headers.get('x-frame-options')]).toEqual([`'none'`, 'DENY'])
  const framed = await open(embedded.path)
  expect([ancestors(framed), framed.headers.get('x-frame-options')]).toEqual([
    'https://wiki.example.org https://b.example:8443',
    null,
  ])
  const elsewhere = await open('/sign-in', { 'x-hakim-frame': 'https://evil.example' })
  expect([ancestors(elsewhere), elsewhere.headers.get('x-frame-options')]).toEqual([`'none'`, 'DENY'])
  await send(server, 'admin', { method: 'DELETE', path: api(`/wall-links/${embedded.id}`) })
  const ended = await open(embedded.path)
  expect([ended.status, ancestors(ended)]).toEqual([404, `'none'`])
})

test('only an approver or an administrator shares a view', async () => {
  const share = async (viewer: string): Promise<number> => {
    const body = { name: `Shared by ${viewer}`, page: 'board', query: 'status=open', shared: true }
    const response = await send(server, viewer, { method: 'POST', path: api('/views'), body })
    return response.status
  }
  expect([await share('operator'), await share('requester'), await share('admin')]).toEqual([403, 403, 201])
  const seen = await (await send(server, 'operator', { method: 'GET', path: api('/views') })).json()
  expect(seen).toMatchObject({
    views: [{ name: 'Shared by admin', href: '/jobs?status=open', own: false, shared: true }],
  })
})

test('one network reads walls so often in a minute and is then refused', async () => {
  const { path } = await create()
  const statuses: number[] = []
  for (let read = 0; read < 160 && statuses.at(-1) !== 429; read += 1)
    statuses.push((await open(`${path}x`)).status)
  expect(statuses.at(-1)).toBe(429)
  expect((await open(path)).status).toBe(429)
  expect((await open('/sign-in')).status).toBe(200)
})
