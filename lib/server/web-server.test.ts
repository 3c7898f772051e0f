import { once } from 'node:events'
import { request, type Server } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readersWait } from '@/lib/kernel/waiting-readers'
import { createWebServer } from './web-server'

let server: Server
let port = 0
beforeAll(async () => {
  server = createWebServer(async (request, response) => {
    // As Next does.
    if (request.url === '/listens') for (let n = 0; n < 9; n += 1) response.on('close', () => undefined)
    response.end('page')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  port = address.port
})
afterAll(() => void server.close())

const ask = (
  method: string,
  path: string,
): Promise<{ status: number; type: string; allow: string; text: string }> =>
  new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method })
    call.on('error', reject)
    call.on('response', async (response) => {
      const { 'content-type': type = '', allow = '' } = response.headers
      const text = Buffer.concat(await response.toArray()).toString()
      resolve({ status: response.statusCode ?? 0, type, allow, text })
    })
    call.end()
  })

it.each(['/api/v1/nodes/%FF', '/api/v1/jobs/%/approve', '/nodes/%E0%A4%A', '/jobs/%C3?q=%FF'])(
  'an address with broken encoding is refused before Next: %s',
  async (path) => {
    for (const method of ['GET', 'POST'])
      expect(await ask(method, path)).toMatchObject({
        status: 400,
        type: 'application/problem+json',
        text: expect.stringContaining('percent-encoding'),
      })
  },
)

it.each(['/', '/nodes/did%3Aa%25', '/jobs?q=%FF', '/%F0%9F%98%80'])(
  'any other path goes on to Next: %s',
  async (path) => {
    expect(await ask('GET', path)).toMatchObject({ status: 200, text: 'page' })
  },
)

it.each([
  ['TRACE', '/', 'GET, HEAD, OPTIONS, POST'],
  ['TRACE', '/api/v1/reports', 'OPTIONS, POST'],
  ['DELETE', '/api/v1/jobs', 'GET, HEAD, OPTIONS, POST'],
  ['PATCH', '/api/v1/jobs/any/approve?x=1', 'OPTIONS, POST'],
  ['GET', '/api/v1/jobs/claim', 'OPTIONS, POST'],
  ['PUT', '/jobs', 'GET, HEAD, OPTIONS, POST'],
  ['POST', '/agent/hakim-agent.mjs', 'GET, HEAD'],
  ['POST', '/agent/hakim-agent.mjs.sha256', 'GET, HEAD'],
  ['POST', '/robots.txt', 'GET, HEAD'],
])('%s %s is answered with 405 and the allowed methods', async (method, path, allow) => {
  const answer = await ask(method, path)
  expect(answer).toMatchObject({ status: 405, type: 'application/problem+json', allow })
  expect(JSON.parse(answer.text)).toMatchObject({
    type: 'urn:hakim:problem:method_not_allowed',
    title: 'Method not allowed',
    status: 405,
    detail: `${method} is not possible here; use ${allow}.`,
  })
})

it.each(['/api', '/api/v1', '/api/v1/nothing', '/api/v1/jobs/any/nothing?x=1'])(
  '%s is not a call and is answered with problem details',
  async (path) => {
    for (const method of ['GET', 'POST', 'PATCH']) {
      const answer = await ask(method, path)
      expect(answer).toMatchObject({ status: 404, type: 'application/problem+json' })
      expect(JSON.parse(answer.text)).toMatchObject({ type: 'urn:hakim:problem:not_found', status: 404 })
    }
  },
)

it('an allowed call goes on to Next, and so does a path that redirects to the one without a slash', async () => {
  for (const [method, path] of [
    ['HEAD', '/api/v1/jobs'],
    ['OPTIONS', '/api/v1/jobs/claim'],
    ['GET', '/api/v1/nothing/'],
    ['GET', '/agent/hakim-agent.mjs'],
    ['GET', '/agent/hakim-agent.mjs.sha256'],
    ['POST', '/sign-in'],
  ] as const)
    expect(await ask(method, path)).toMatchObject({ status: 200 })
})

it('keeps an idle connection for longer than the 60 s of usual proxies, and says so', async () => {
  const response = await fetch(`http://127.0.0.1:${port}/`)
  const [, seconds] = /timeout=(\d+)/.exec(response.headers.get('keep-alive') ?? '') ?? []
  expect(Number(seconds)).toBeGreaterThan(60)
  await response.text()
})

it.each([
  ['/', true],
  ['/nodes/did%3Aa?_rsc=1', true],
  ['/api/fleet/live', true],
  ['/api/v1/jobs', false],
  ['/_next/static/a.js', false],
])('reports make room while somebody waits for %s: %s', async (path, reader) => {
  // Of earlier answers nobody waits any more.
  await expect.poll(readersWait, { timeout: 3_000 }).toBe(false)
  await ask('GET', path)
  expect(readersWait()).toBe(reader)
})

it('leaves room for the listeners of Next beside its own', async () => {
  const warnings: string[] = []
  const note = ({ message }: Error): void => void warnings.push(message)
  process.on('warning', note)
  expect(await ask('POST', '/listens')).toMatchObject({ status: 200 })
  // Node warns in a later turn.
  await new Promise((resolve) => setImmediate(resolve))
  process.off('warning', note)
  expect(warnings).toEqual([])
})
