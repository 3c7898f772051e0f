import { afterAll, beforeAll, expect, it } from 'vitest'
import { isLiveAnswer } from '@/lib/fleet/domain/fleet-answer'
import { type TestFleet, testFleet } from '@/test/fleet'
import { startTestServer, type TestServer, testSession, testToken } from '@/test/http-server'

const node = 'did:test:a'
let fleet: TestFleet
let server: TestServer
let cookie = ''
let agent = ''
let person = ''

beforeAll(async () => {
  fleet = await testFleet()
  server = await startTestServer(fleet.url)
  agent = await testToken(fleet.db, node)
  const session = await testSession(fleet.db, 'operator', 'operator')
  cookie = session.cookie
  person = session.token
})
afterAll(async () => {
  await server.close()
  await fleet.close()
})

const get = (headers: Record<string, string>, query = '') =>
  fetch(`http://127.0.0.1:${server.port}/api/fleet/live${query}`, { headers })

it('answers a browser with a session and a program with a token of the same person alike', async () => {
  const answer = await get({ cookie })
  expect(answer.status).toBe(200)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  const body: unknown = await answer.json()
  if (!isLiveAnswer(body)) throw new Error(JSON.stringify(body))
  expect(body).toMatchObject({ waiting: null, backfill: null, fleet: { since: null, dids: [node] } })
  const { version } = body.fleet
  const next: unknown = await (await get({ cookie: `a=b; ${cookie}` }, `?since=${version}&waiting=`)).json()
  expect(next).toMatchObject({ waiting: 0, fleet: { since: version, dids: null, rows: [] } })
  const other: unknown = await (await get({ authorization: `Bearer ${person}` }, `?since=${version}`)).json()
  expect(other).toMatchObject({ fleet: { since: version } })
})

it('reads the filter of the page', async () => {
  expect(await (await get({ cookie }, '?q=nothing&sort=name')).json()).toMatchObject({
    fleet: { dids: [], page: { matching: 0, total: 1 } },
  })
})

const forged = () => {
  const [name, value = ''] = cookie.split('=')
  return `${name}=${value.replace(/\..*$/, `.${encodeURIComponent(`${'A'.repeat(43)}=`)}`)}`
}
it.each<[string, () => Record<string, string>, number]>([
  ['nobody', () => ({}), 401],
  ['a cookie with another signature', () => ({ cookie: forged() }), 401],
  ['a cookie of another name', () => ({ cookie: cookie.replace('hakim', 'other') }), 401],
  ['an unknown token', () => ({ authorization: `Bearer hk_${'x'.repeat(43)}` }), 401],
  ['an agent', () => ({ authorization: `Bearer ${agent}` }), 403],
])('refuses %s with problem details', async (_, headers, status) => {
  // Also when the right cookie is already known.
  expect((await get({ cookie })).status).toBe(200)
  const answer = await get(headers())
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(JSON.stringify(await answer.json())).not.toContain(node)
})

it('refuses a session at once when it has ended', async () => {
  expect((await get({ cookie })).status).toBe(200)
  await fleet.db.query(`UPDATE sessions SET expires_at = now() - interval '1 second'`)
  expect((await get({ cookie })).status).toBe(401)
})
