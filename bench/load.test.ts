import { createServer, type RequestListener } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { post, Reading } from './load'

async function serving<T>(listener: RequestListener, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(listener)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  try {
    return await use(`http://127.0.0.1:${port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

const posts = Array.from({ length: 20 }, (_, index) => ({
  ...{ path: '/in', token: index % 2 === 0 ? 'one' : null, body: Buffer.from(String(index)) },
}))

test('each post arrives once, over the given connections, and again after a refusal', async () => {
  const arrived: string[] = []
  const connections = new Set<unknown>()
  let refused = false
  const result = await serving(
    async (request, response) => {
      connections.add(request.socket)
      const body = await text(request)
      if (body === '7' && !refused) {
        refused = true
        response.writeHead(429, { 'retry-after': '0.01' }).end()
      } else {
        arrived.push(`${body} ${request.headers.authorization ?? ''}`)
        response.writeHead(202).end('{}')
      }
    },
    (url) => post(url, posts, 3),
  )
  expect(connections.size).toBe(3)
  expect(arrived.toSorted()).toEqual(
    posts.map(({ body, token }) => `${body} ${token ? `Bearer ${token}` : ''}`).toSorted(),
  )
  expect([result.refusals, result.latencies.length]).toEqual([1, 20])
})

test('any other answer aborts the measurement, for sending and for reading', async () => {
  await serving(
    (_, response) => void response.writeHead(400).end('no report'),
    async (url) => {
      await expect(post(url, posts, 2)).rejects.toThrow('POST /in answered 400: no report')
      const reading = new Reading(url, null)
      await expect(reading.get(['/a'])).rejects.toThrow('GET /a answered 400')
      await reading.close()
    },
  )
})
