import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseExposition } from '@/test/exposition'
import { metricsToken } from '@/test/metrics-token'
import { serverActions } from './build-manifest'
import { pathOf } from './call-action'
import { type LogFixture, openLogFixture } from './log-fixture'

// The log of a real server: what it contains, and what it must not.

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

let server: LogFixture
beforeAll(async () => {
  server = await openLogFixture()
})
afterAll(async () => {
  expect(await server.close()).toBe(0)
})

function callAction(name: string, input: unknown): Promise<Response> {
  const { id, worker } = serverActions.find((one) => one.name.endsWith(`#${name}`)) ?? { id: '', worker: '' }
  return fetch(server.hakim.url + pathOf(worker), {
    method: 'POST',
    headers: { 'next-action': id, 'content-type': 'text/plain;charset=UTF-8', origin: server.hakim.url },
    body: JSON.stringify([input]),
  })
}

test('an answer, its problem details and the log share one id', async () => {
  for (const path of ['/api/v1/nodes', '/api/v1/nodes/x/series', '/api/v1/jobs/%FF', '/nowhere']) {
    const answer = await fetch(server.hakim.url + path, { headers: { authorization: 'Bearer wrong' } })
    const id = answer.headers.get('x-request-id')
    expect(id, path).toMatch(uuid)
    const body = await answer.text()
    if (path.startsWith('/api/')) expect(JSON.parse(body).instance).toBe(`urn:hakim:request:${id}`)
    await expect
      .poll(() => server.linesOf(id))
      .toMatchObject([{ level: 'debug', path, status: answer.status }])
  }
})

test('a proxy’s request id is kept, any other text is replaced', async () => {
  const given = '0123456789abcdef0123456789abcdef'
  for (const [sent, kept] of [
    [given, true],
    ['sesame', false],
  ] as const) {
    const answer = await fetch(`${server.hakim.url}/api/v1/nodes`, { headers: { 'x-request-id': sent } })
    expect(answer.headers.get('x-request-id') === sent).toBe(kept)
  }
  await expect.poll(() => server.linesOf(given)).toHaveLength(1)
})

test('a bug in a page, an action or a call is logged as an error with its cause and the request', async () => {
  await server.withoutPeople(async () => {
    const page = await fetch(`${server.hakim.url}/sign-in`)
    const action = await callAction('signIn', { email: 'ada@example.org', password: 'sesame' })
    const call = await fetch(`${server.hakim.url}/api/v1/nodes`, {
      headers: { authorization: `Bearer hk_${'x'.repeat(43)}` },
    })
    expect([page.status, action.status, call.status]).toEqual([500, 200, 500])
    expect(await action.text()).toContain(`request ${action.headers.get('x-request-id')}`)
    for (const answer of [page, action, call]) {
      const id = answer.headers.get('x-request-id')
      const method = answer === action ? 'POST' : 'GET'
      const errors = () => server.linesOf(id).filter(({ level }) => level === 'error')
      const err = { message: expect.stringContaining('people') }
      await expect.poll(errors).toMatchObject([{ method, path: new URL(answer.url).pathname, err }])
    }
    const [logged] = server.linesOf(page.headers.get('x-request-id'))
    expect(logged?.err).toMatchObject({ stack: expect.stringContaining(' at '), digest: expect.any(String) })
  })
})

test('no secret from a header, a query, a body or a path is in the log', async () => {
  const token = `hk_${'sesame-'.repeat(6)}x`
  const secrets = {
    authorization: `Bearer ${token}`,
    cookie: 'hakim.session_token=sesame',
    'x-request-id': token,
    'content-type': 'application/json',
  }
  const body = JSON.stringify({ password: 'sesame', token, params: { note: 'sesame' } })
  const attempts = async () => {
    for (const path of ['/api/v1/reports', '/api/v1/jobs', `/api/v1/${token}`, `/${token}`, '/sign-in'])
      for (const sent of [body, `${body}sesame`])
        await fetch(`${server.hakim.url}${path}?token=sesame`, {
          method: 'POST',
          headers: secrets,
          body: sent,
        })
    await fetch(`${server.hakim.url}/jobs/${token}?password=sesame`, { headers: secrets })
    await callAction('signIn', { email: 'sesame@example.org', password: 'sesame' })
    await callAction('setUp', { token, password: 'sesame', email: 'sesame', name: 'sesame' })
  }
  await attempts()
  await server.withoutPeople(attempts)
  const last = await fetch(`${server.hakim.url}/api/v1/nodes`)
  await expect.poll(() => server.linesOf(last.headers.get('x-request-id'))).toHaveLength(1)
  expect(server.hakim.output()).not.toContain('sesame')
})

test('a body that is cut off is not logged as an error', async () => {
  const { port, origin } = new URL(server.hakim.url)
  const before = server.lines().length
  for (const path of ['/api/v1/jobs', '/api/v1/nodes/x/tasks', '/sign-in']) {
    const socket = connect(Number(port), '127.0.0.1')
    // The server says "100 Continue" once it has the request.
    const head = [`POST ${path} HTTP/1.1`, 'Host: 127.0.0.1', `Origin: ${origin}`, 'Expect: 100-continue']
    socket.write(`${head.join('\r\n')}\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n[`)
    await once(socket, 'data')
    socket.destroy()
    const ended = () => server.lines().slice(before)
    await expect
      .poll(ended, { timeout: 10_000 })
      .toContainEqual(expect.objectContaining({ path, msg: 'Request' }))
  }
  const last = await fetch(`${server.hakim.url}/api/v1/nodes`)
  await expect.poll(() => server.linesOf(last.headers.get('x-request-id'))).toHaveLength(1)
  expect(
    server
      .lines()
      .slice(before)
      .filter(({ level }) => level === 'error'),
  ).toEqual([])
})

test('metrics of the whole process are on both ports for whoever has the token, which the log does not show', async () => {
  const ports = [server.hakim.env.PORT, server.hakim.env.HAKIM_METRICS_PORT]
  for (const port of ports) {
    const address = `http://127.0.0.1:${port}/metrics`
    expect((await fetch(address)).status).toBe(401)
    const scrape = async () =>
      parseExposition(
        await (await fetch(address, { headers: { authorization: `Bearer ${metricsToken}` } })).text(),
      )
    // The clock and the pages run in Next's bundle, the rest does not.
    await expect
      .poll(async () => (await scrape()).get('hakim_clock_runs_total{duty="roll up"}') ?? 0, {
        timeout: 20_000,
      })
      .toBeGreaterThan(0)
    // A request is counted once its answer has been sent.
    await (await fetch(`${server.hakim.url}/sign-in`)).text()
    const signIns = 'hakim_http_requests_total{route="/sign-in",method="GET",status="2xx"}'
    await expect.poll(async () => (await scrape()).get(signIns) ?? 0).toBeGreaterThan(0)
    const samples = await scrape()
    expect(samples.get('hakim_database_pool_connections{pool="clock",state="idle"}')).toBeGreaterThan(0)
    expect(samples.get('hakim_clock_failures_total{duty="roll up"}')).toBe(0)
    for (const ours of ['process_cpu_seconds_total', 'nodejs_eventloop_lag_p99_seconds', 'process_open_fds'])
      expect(samples.get(ours), ours).toBeGreaterThan(0)
  }
  expect(server.hakim.output()).not.toContain(metricsToken)
})

// Last, since the log is not read afterwards.
test('the server keeps running once nobody reads its log', async () => {
  server.hakim.closeOutput()
  for (let call = 0; call < 5; call += 1)
    expect((await fetch(`${server.hakim.url}/api/v1/nodes`)).status).toBe(401)
})
