import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { get as httpGet, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemAnswer } from '@/lib/api/domain/problem'
import { jsonBodies } from '@/test/data-folder'
import { actionNamed } from './call-action'
import { databaseFixture } from './database-fixture'
import { node, type ServerFixture } from './server-fixture'

// Calls that none of our programs make, against the production build: each gets an answer, and none fills the log.

let server: ServerFixture
beforeAll(async () => {
  // The log then says when a call has ended.
  server = await databaseFixture({ HAKIM_LOG_LEVEL: 'debug' })
})
afterAll(async () => {
  expect(await server.close()).toBe(0)
})

const lines = (): string[] => server.hakim.output().split('\n')

/** Waits until the log says that the call with this request id has ended. */
const ended = (id: string): Promise<void> =>
  expect
    .poll(() => lines().some((line) => line.includes(id) && line.includes('"msg":"Request"')), {
      timeout: 20_000,
    })
    .toBe(true)

/** The errors that the server has printed. */
const faults = (): string[] =>
  lines()
    .filter((line) => !line.includes('"level":"debug"'))
    .filter((line) => /uncaughtException|unhandledRejection|error|aborted|⨯/i.test(line))

async function problemOf(path: string, init: RequestInit = {}) {
  const response = await fetch(server.hakim.url + path, init)
  expect(response.headers.get('content-type'), path).toBe('application/problem+json')
  const { status } = problemAnswer.parse(await response.json())
  expect(status).toBe(response.status)
  return { status, allow: response.headers.get('allow') }
}

test('an unknown path, and a method that a path does not have', async () => {
  for (const path of ['/api', '/api/v1/nothing', '/api/v1/nothing/', '/api/v1/jobs/x/nothing'])
    expect((await problemOf(path)).status, path).toBe(404)
  expect(await problemOf('/api/v1/jobs', { method: 'DELETE' })).toEqual({
    ...{ status: 405, allow: 'GET, HEAD, OPTIONS, POST' },
  })
  expect(await problemOf('/agent/hakim-agent.mjs', { method: 'POST', body: 'x' })).toEqual({
    ...{ status: 405, allow: 'GET, HEAD' },
  })
  const options = await fetch(`${server.hakim.url}/api/v1/jobs`, { method: 'OPTIONS' })
  expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS, POST'])
})

const signIn = () => actionNamed('app/sign-in/actions.ts#signIn').id

test('an action with an unreadable body', async () => {
  const headers = { origin: server.hakim.url, 'next-action': signIn() }
  const bodies = ['', '{broken', '"text"', '["$Q9"]']
  for (const body of bodies)
    expect((await problemOf('/sign-in', { method: 'POST', headers, body })).status, body).toBe(400)
  for (const more of [headers, { origin: server.hakim.url }]) {
    const multipart = { ...more, 'content-type': 'multipart/form-data; boundary=x' }
    expect((await problemOf('/sign-in', { method: 'POST', headers: multipart, body: 'broken' })).status).toBe(
      400,
    )
  }
  const read = await fetch(`${server.hakim.url}/sign-in`, { method: 'POST', headers, body: '[{}]' })
  expect([read.status, await read.text()]).toEqual([200, expect.stringContaining('"ok":false')])
  expect(faults()).toEqual([])
})

test('a body that is cut off', async () => {
  const port = Number(new URL(server.hakim.url).port)
  const token = `authorization: Bearer ${server.tokens.get('requester')}`
  const json = 'content-type: application/json'
  for (const [path, ...lines] of [
    ['/api/v1/jobs', json, token],
    ['/api/v1/jobs', json],
    ['/api/v1/reports', json],
    ['/sign-in', 'content-type: text/plain', `next-action: ${signIn()}`],
    ['/sign-in', 'content-type: multipart/form-data; boundary=x'],
    ['/nowhere', json],
    ['/agent/hakim-agent.mjs', json],
  ])
    for (const length of ['content-length: 1000', 'transfer-encoding: chunked']) {
      const id = randomUUID()
      const socket = connect(port, '127.0.0.1')
      const head = [
        `POST ${path} HTTP/1.1`,
        `host: 127.0.0.1:${port}`,
        `origin: ${server.hakim.url}`,
        ...lines,
        length,
        `x-request-id: ${id}`,
        // The server confirms that it has the head before it passes the call on.
        'expect: 100-continue',
      ]
      socket.write(`${head.join('\r\n')}\r\n\r\n4\r\n{"a"\r\n`)
      socket.on('error', () => {})
      await once(socket, 'data')
      socket.destroy()
      await ended(id)
    }
  // What the server prints about those calls comes before the end of a later one.
  const id = randomUUID()
  const headers = { 'x-request-id': id }
  expect((await fetch(`${server.hakim.url}/api/health/ready`, { headers })).status).toBe(200)
  await ended(id)
  expect(faults()).toEqual([])
})

async function posted(who: string, path: string, body: Uint8Array<ArrayBuffer>, type: string) {
  const response = await fetch(`${server.hakim.url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.tokens.get(who)}`, 'content-type': type },
    body,
  })
  const answer: unknown = await response.json()
  const read = problemAnswer.safeParse(answer)
  return { status: response.status, detail: read.success ? read.data.detail : '' }
}

const unread = /^The body is not (JSON|valid UTF-8)/

// The JSON parser corpus, posted as is: JSON is read, anything else is refused, and nothing causes a server error. How each
// body is parsed: lib/transport/report-body.test.ts.
for (const [who, path, type] of [
  ['requester', '/jobs', 'application/json'],
  ['agent', '/reports', 'application/json'],
  ['agent', '/reports', 'application/x-ndjson'],
] as const)
  test(`POST ${path} as ${type}`, async () => {
    const lines = type === 'application/x-ndjson'
    for (const { name, bytes } of jsonBodies()) {
      const { status, detail } = await posted(who, path, bytes, type)
      expect(status, name).toBeLessThan(500)
      if (name.startsWith('y_') && !lines)
        expect([name, detail]).toEqual([name, expect.not.stringMatching(unread)])
      // An empty body is allowed where nothing has to be sent; lines are checked one by one.
      const empty = new TextDecoder().decode(bytes).trim() === ''
      if (name.startsWith('n_') && !lines && !empty) {
        expect([name, status]).toEqual([name, 400])
        expect([name, detail]).toEqual([name, expect.stringMatching(unread)])
      }
    }
  })

/** An answer to a call under another name than the one that we connect to. */
test('the agent is handed out with its checksum', async () => {
  const file = await fetch(`${server.hakim.url}/agent/hakim-agent.mjs`)
  const sum = await fetch(`${server.hakim.url}/agent/hakim-agent.mjs.sha256`)
  expect([file.status, sum.status]).toEqual([200, 200])
  const digest = createHash('sha256')
    .update(await file.text())
    .digest('hex')
  expect(await sum.text()).toBe(`${digest}  hakim-agent.mjs\n`)
})

function get(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.hakim.url)
    httpGet({ hostname, port, path, headers }, (response) => resolve(response.resume())).on('error', reject)
  })
}

test('every answer has the same security headers, and none is given under a foreign name', async () => {
  const page = await (await fetch(`${server.hakim.url}/sign-in`)).text()
  const script = /\/_next\/static\/[^"]+\.js/.exec(page)?.[0] ?? ''
  const others = [
    '/_next/static/nothing.js',
    ...[
      '/agent/hakim-agent.mjs',
      '/agent/hakim-agent.mjs.sha256',
      '/agent/nothing',
      '/icon.svg',
      '/robots.txt',
      '/nowhere',
      '/jobs',
    ],
    ...[
      '/api/v1/nodes',
      '/api/v1/events',
      '/api/fleet/live',
      '/api/health/live',
      '/api/nothing',
      '/nodes/%FF',
    ],
  ]
  for (const path of ['/sign-in', script, ...others]) {
    const { headers } = await get(path)
    expect(headers, path).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'content-security-policy': expect.stringContaining(`frame-ancestors 'none'`),
    })
    expect(headers['strict-transport-security'], path).toBeUndefined()
    const foreign = await get(path, { host: 'evil.example' })
    expect([path, foreign.statusCode]).toEqual([path, 403])
    expect(foreign.headers['x-frame-options'], path).toBe('DENY')
  }
  const policy = String((await get('/sign-in')).headers['content-security-policy']).split('; ')
  const of = (name: string): string => policy.find((part) => part.startsWith(`${name} `)) ?? ''
  for (const name of ['script-src', 'style-src', 'style-src-elem']) {
    expect(of(name), name).toMatch(/'nonce-[\w+/=]+'/)
    expect(of(name), name).not.toContain('unsafe')
  }
})

test('a token whose scheme is written in any case', async () => {
  const token = server.tokens.get('agent')
  for (const scheme of ['bearer', 'BEARER', 'Bearer '])
    for (const path of ['/api/v1/agent', '/api/v1/nodes', '/api/v1/events']) {
      const answer = await get(path, { authorization: `${scheme} ${token}` })
      expect([scheme, path, answer.statusCode]).toEqual([scheme, path, 200])
      answer.destroy()
    }
  for (const type of [
    'application/ndjson; charset=utf-8',
    'application/x-ndjson;charset="UTF-8"',
    'application/jsonl',
  ]) {
    const sent = await fetch(`${server.hakim.url}/api/v1/reports`, {
      method: 'POST',
      headers: { authorization: `bearer ${token}`, 'content-type': type },
      body: `${JSON.stringify({ target_node_did: node, timestamp: new Date().toISOString(), status: 'Healthy' })}\n`,
    })
    expect([type, sent.status, await sent.json()]).toMatchObject([type, 200, { accepted: 1 }])
  }
  const latin = { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=latin1' }
  expect((await problemOf('/api/v1/reports', { method: 'POST', headers: latin, body: '{}' })).status).toBe(
    415,
  )
})
