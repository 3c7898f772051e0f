import { once } from 'node:events'
import { IncomingMessage, type Server, ServerResponse } from 'node:http'
import { connect, Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createWebServer } from './web-server'
import { withWholeBodies } from './whole-bodies'

let server: Server
let port = 0
/** What the next handler was called with, and what it has read. */
let calls: string[] = []
let heard: string[] = []

beforeAll(async () => {
  server = createWebServer(async (request, response) => {
    calls.push(request.url ?? '')
    const body = Buffer.concat(await request.toArray())
    heard.push(`${request.url} ${body.length}`)
    response.end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  port = address.port
})
afterAll(() => void server.close())
beforeEach(() => {
  calls = []
  heard = []
})

const post = (path: string, init: RequestInit): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', ...init })

it.each([1, 1_000, 70_000, 3_000_000])('a body of %d bytes arrives as it was sent', async (size) => {
  const body = Buffer.alloc(size, 'äbc')
  const answer = await post('/api/v1/jobs', { body })
  expect(Buffer.from(await answer.arrayBuffer()).equals(body)).toBe(true)
  const chunked = new ReadableStream({
    async start(controller) {
      for (let at = 0; at < size; at += 40_000) {
        controller.enqueue(body.subarray(at, at + 40_000))
        await new Promise((wake) => setImmediate(wake))
      }
      controller.close()
    },
  })
  // fetch needs `duplex` for a stream, but its types do not have it.
  const init = { method: 'POST', body: chunked, duplex: 'half' }
  const again = await fetch(`http://127.0.0.1:${port}/api/v1/jobs`, init)
  expect(Buffer.from(await again.arrayBuffer()).equals(body)).toBe(true)
  expect(heard).toHaveLength(2)
})

it('an empty body, declared or not, does not make anybody wait', async () => {
  expect(await (await post('/api/v1/jobs/claim', {})).text()).toBe('')
  const reply = await raw(
    'POST /api/v1/jobs HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n0\r\n\r\n',
  )
  expect(reply).toContain('200 OK')
  expect(heard).toEqual(['/api/v1/jobs/claim 0', '/api/v1/jobs 0'])
})

it.each(['content-length: 1000', 'transfer-encoding: chunked'])(
  'a body that is cut off is not passed on: %s',
  async (length) => {
    for (const path of ['/api/v1/jobs', '/sign-in', '/api/v1/jobs/claim']) {
      const socket = connect(port, '127.0.0.1')
      socket.write(`POST ${path} HTTP/1.1\r\nhost: localhost\r\n${length}\r\n\r\n4\r\n{"a"\r\n`)
      const request = await new Promise<IncomingMessage>((arrived) => server.once('request', arrived))
      socket.destroy()
      await new Promise((closed) => request.once('close', closed))
    }
    expect((await post('/api/v1/jobs', { body: 'x' })).status).toBe(200)
    expect(calls).toEqual(['/api/v1/jobs'])
  },
)

it('a body that is too large is refused', async () => {
  const answer = await post('/api/v1/jobs', { body: Buffer.alloc(11 * 1024 * 1024) })
  expect(answer.status).toBe(413)
  expect(await answer.json()).toMatchObject({ type: 'urn:hakim:problem:too_large' })
  expect(heard).toEqual([])
})

it('bodies that are never complete hold a limited amount of memory together', async () => {
  const size = 10 * 1024 * 1024
  const sockets = Array.from({ length: 8 }, () => connect(port, '127.0.0.1'))
  const refusals: string[] = []
  for (const socket of sockets) {
    socket.on('data', (piece) => refusals.push(String(piece)))
    socket.write(`POST /sign-in HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${size}\r\n\r\n`)
    socket.write(Buffer.alloc(size - 1))
  }
  await expect.poll(() => refusals.length, { timeout: 20_000 }).toBeGreaterThan(0)
  for (const refusal of refusals) expect(refusal).toMatch(/^HTTP\/1\.1 503 .*retry-after: 2\r\n/s)
  expect(refusals.length).toBeLessThan(8)
  for (const socket of sockets) socket.destroy()
  // All of it is free again as soon as the server has noticed.
  const six = () =>
    Promise.all(Array.from({ length: 6 }, () => post('/api/v1/jobs', { body: Buffer.alloc(size) })))
  await expect
    .poll(async () => (await six()).map(({ status }) => status), { timeout: 30_000 })
    .toEqual(Array(6).fill(200))
}, 60_000)

it('of bodies that find no room in the same turn, only as many are refused as have to be', async () => {
  const MB = 1024 * 1024
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  const answer = withWholeBodies(async (_, response) => void response.end())
  const calls = Array.from({ length: 8 }, () => {
    const request = new IncomingMessage(new Socket())
    const headers = { host: 'localhost', 'content-length': `${10 * MB}` }
    Object.assign(request, { method: 'POST', url: '/sign-in', headers })
    const response = new ServerResponse(request)
    void answer(request, response)
    return { request, response }
  })
  // Together exactly what there is room for; what the next megabyte of one frees, the others share.
  for (const { request } of calls) request.push(Buffer.alloc(8 * MB))
  await turn()
  for (const { request } of calls) request.push(Buffer.alloc(MB))
  for (let turns = 0; turns < 20; turns += 1) await turn()
  expect(calls.filter(({ response }) => response.statusCode === 503)).toHaveLength(1)
  for (const { request } of calls) request.destroy()
  await turn()
})

it('a form or action that cannot be read is refused', async () => {
  for (const body of ['{broken', '']) {
    const answer = await post('/sign-in', { headers: { 'next-action': 'an id' }, body })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  }
  expect(await (await post('/sign-in', { headers: { 'next-action': 'an id' }, body: '[1]' })).text()).toBe(
    '[1]',
  )
  expect(heard).toEqual(['/sign-in 3'])
})

/** Sends text as it is and returns everything that comes back. */
async function raw(text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(text)
  return Buffer.concat(await socket.toArray()).toString()
}
