import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { constants, gzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { type Answer, createApi, isTransient } from './api'
import { mostAnswerBytes, readAnswer } from './read-answer'

/** Asks a server that answers as `send` does. `left`: when the client has left, the bytes that it had been sent by then. */
async function ask(send: (response: ServerResponse) => void, timeoutMs = 15_000) {
  let left = Promise.resolve(0)
  const server = createServer((request, response) => {
    const { socket } = request
    left = new Promise((resolve) => {
      socket.on('error', () => {}).on('close', () => resolve(socket.bytesWritten))
    })
    send(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  const noted: Answer[] = []
  const api = createApi({
    ...{ server: `http://127.0.0.1:${address.port}`, token: 'hk_secret', userAgent: 'test' },
    signal: new AbortController().signal,
    onAnswer: (answer) => noted.push(answer),
  })
  const answer = await api('POST', '/api/v1/jobs/claim', {}, { timeoutMs })
  return { answer, noted, left: () => left }
}

const tooLong = { ok: false, status: 0, detail: 'the server’s answer is over 1 MB', retryAfter: null }
const json = { 'content-type': 'application/json' }
/** A JSON text of this many bytes. */
const textOf = (bytes: number): string =>
  JSON.stringify({ filling: '' }).replace('""', `"${'x'.repeat(bytes - 14)}"`)

const endlessly = (response: ServerResponse): void => {
  const piece = Buffer.alloc(65_536, ' ')
  const write = (): void => {
    while (!response.destroyed && response.write(piece)) {}
  }
  response.on('drain', write)
  write()
}

it('reads an answer of exactly 1 MB, and none that is a byte longer', async () => {
  const text = textOf(mostAnswerBytes)
  const { answer } = await ask((response) => response.writeHead(200, json).end(text))
  expect(answer).toEqual({ ok: true, status: 200, body: JSON.parse(text) })
  const longer = await ask((response) => response.writeHead(200, json).end(`${text} `))
  expect(longer.answer).toEqual(tooLong)
})

it('reads an answer without a body as no text', async () => {
  const { answer } = await ask((response) => response.writeHead(204).end())
  expect(answer).toEqual({ ok: true, status: 204, body: null })
  expect(await readAnswer(null)).toBe('')
})

it.each<[string, (response: ServerResponse) => void]>([
  [
    'giant, with its length',
    (response) => response.writeHead(200, { ...json, 'content-length': 5e9 }) && endlessly(response),
  ],
  ['endless', (response) => response.writeHead(200, json) && endlessly(response)],
  ['endless, with an error', (response) => response.writeHead(404, json) && endlessly(response)],
  [
    'endless, with a redirect',
    (response) => response.writeHead(307, { location: '/' }) && endlessly(response),
  ],
])('an answer that is %s counts as none, and the connection is closed', async (_, send) => {
  const { answer, noted, left } = await ask(send)
  expect(answer).toEqual(tooLong)
  expect(isTransient(answer.status)).toBe(true)
  expect(noted).toEqual([answer])
  // What both systems keep in flight comes on top of what was read.
  expect(await left()).toBeLessThan(20e6)
})

it('an answer that unpacks to over 1 MB counts as none, and is not unpacked further', async () => {
  // 400 MB that are packed to 400 kB.
  const part = gzipSync(Buffer.alloc(4_000_000, ' '), { level: constants.Z_BEST_COMPRESSION })
  const packed = Buffer.concat(Array.from({ length: 100 }, () => part))
  const before = process.memoryUsage().rss
  const { answer } = await ask((response) =>
    response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(packed),
  )
  expect(answer).toEqual(tooLong)
  expect(process.memoryUsage().rss - before).toBeLessThan(100e6)
})

it('an answer that trickles without an end is given up in time', async () => {
  const { answer } = await ask((response) => {
    const trickle = setInterval(() => response.write(' '), 20)
    response.writeHead(200, json).on('close', () => clearInterval(trickle))
  }, 300)
  expect(answer).toMatchObject({ ok: false, status: 0, detail: 'no answer in time' })
})
