import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestFleet, testFleet } from '@/test/fleet'
import { startTestServer, type TestServer, testToken } from '@/test/http-server'

let fleet: TestFleet
let server: TestServer
let token = ''
const node = 'did:test:a'
beforeAll(async () => {
  fleet = await testFleet()
  server = await startTestServer(fleet.url)
  token = await testToken(fleet.db, node)
  await testToken(fleet.db, 'did:test:b')
  await server.post(
    token,
    JSON.stringify({
      target_node_did: node,
      timestamp: '2026-01-31T09:30:00Z',
      status: 'Healthy',
      metrics: { cpu_usage_percent: 7 },
    }),
  )
})
afterAll(async () => {
  await server.close()
  await fleet.close()
})

const range = 'from=2026-01-31T09:00:00Z&to=2026-01-31T10:00:00Z'
const get = (
  did: string,
  query = range,
  headers: Record<string, string> = { authorization: `Bearer ${token}` },
) =>
  fetch(`http://127.0.0.1:${server.port}/api/v1/nodes/${encodeURIComponent(did)}/series?${query}`, {
    headers,
  })

it('returns the series of a node to anyone who may read it', async () => {
  const answer = await get(node)
  expect(answer.status).toBe(200)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/json',
    'cache-control': 'private, no-cache',
    'x-content-type-options': 'nosniff',
    etag: expect.stringMatching(/^".+"$/),
  })
  const body: { series: { cpu_usage_percent: { avg: (number | null)[] } } } = await answer.json()
  expect(body.series.cpu_usage_percent.avg.filter((value) => value !== null)).toEqual([7])
})

it('answers 304 for an unchanged closed range, and gives an open one no ETag', async () => {
  const etag = (await get(node)).headers.get('etag') ?? ''
  const again = await get(node, range, { authorization: `Bearer ${token}`, 'if-none-match': etag })
  expect([again.status, await again.text()]).toEqual([304, ''])
  const at = (ago: number) => new Date(Date.now() - ago * 1_000).toISOString()
  const open = await get(node, `from=${at(3_600)}&to=${at(0)}`)
  expect([open.status, open.headers.get('etag'), open.headers.get('cache-control')]).toEqual([
    200,
    null,
    'no-store',
  ])
})

it.each<[string, () => Promise<Response>, number]>([
  ['of another node', () => get('did:test:b'), 404],
  ['of an unknown node', () => get('did:test:nobody'), 404],
  [
    'with a broken path',
    () => fetch(`http://127.0.0.1:${server.port}/api/v1/nodes/%ff/series?${range}`, auth()),
    400,
  ],
  [
    'of a range that ends before it begins',
    () => get(node, 'from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z'),
    400,
  ],
  ['with max_points=0', () => get(node, `${range}&max_points=0`), 400],
  ['with an unknown token', () => get(node, range, { authorization: `Bearer hk_${'x'.repeat(43)}` }), 401],
  ['with another scheme', () => get(node, range, { authorization: 'Basic eDp5' }), 401],
])('%s is refused with problem details', async (_, call, status) => {
  const answer = await call()
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  expect(await answer.json()).toMatchObject({ status, detail: expect.any(String) })
})

const auth = () => ({ headers: { authorization: `Bearer ${token}` } })

it('leaves cookie sessions and all other paths to Next', async () => {
  expect(await (await get(node, range, { cookie: 'hakim=1' })).json()).toBe('page')
  const path = `http://127.0.0.1:${server.port}/api/v1/nodes/${encodeURIComponent(node)}`
  expect(await (await fetch(`${path}/reports`, auth())).json()).toBe('page')
  expect((await fetch(`${path}/seriesly`, auth())).status).toBe(404)
})
