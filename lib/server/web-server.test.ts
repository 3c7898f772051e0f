import { once } from 'node:events'
import { request, type Server } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createWebServer } from './web-server'

let server: Server
let port = 0
beforeAll(async () => {
  server = createWebServer(async (_, response) => void response.end('page'))
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
  'an address whose encoding is broken is refused before Next: %s',
  async (path) => {
    for (const method of ['GET', 'POST'])
      expect(await ask(method, path)).toMatchObject({
        status: 400,
        type: 'application/problem+json',
        text: expect.stringContaining('percent-encoding'),
      })
  },
)

it.each(['/', '/nodes/did%3Aa%25', '/jobs?q=%FF', '/%F0%9F%98%80'])('any other goes on: %s', async (path) => {
  expect(await ask('GET', path)).toMatchObject({ status: 200, text: 'page' })
})

it('TRACE is not answered, and fills no log', async () => {
  for (const path of ['/', '/api/v1/reports'])
    expect(await ask('TRACE', path)).toMatchObject({
      status: 405,
      allow: expect.stringContaining('GET'),
      text: '',
    })
})
