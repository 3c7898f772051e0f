import { once } from 'node:events'
import { Agent, createServer, request, type Server } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { stopGently } from './stop-gently'

type Outcome = { status?: number; connection?: string | undefined; error?: string | undefined }

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return address.port
}

/** A client that keeps its connections, as agents and proxies do. */
function client(port: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  onTestFinished(() => agent.destroy())
  return (): Promise<Outcome> =>
    new Promise((resolve) => {
      const call = request({ host: '127.0.0.1', port, agent, method: 'POST' })
      call.on('error', (error) => resolve({ error: 'code' in error ? String(error.code) : error.message }))
      call.on('response', async (response) => {
        await response.toArray()
        resolve({ status: response.statusCode ?? 0, connection: response.headers.connection })
      })
      call.end('a report')
    })
}

it('answers every call of busy clients, and tells each which answer is the last', async () => {
  const server = createServer(async (incoming, response) => {
    await incoming.toArray()
    await pause(20)
    response.end('stored')
  })
  const stop = stopGently(server)
  const post = client(await listening(server))
  const outcomes: Outcome[] = []
  const send = async (): Promise<Outcome> => {
    for (;;) {
      const outcome = await post()
      outcomes.push(outcome)
      if (outcome.connection !== 'keep-alive') return outcome
    }
  }
  const senders = Array.from({ length: 8 }, send)
  await expect.poll(() => outcomes.length, { timeout: 20_000 }).toBeGreaterThan(20)
  await stop()
  for (const last of await Promise.all(senders)) expect(last).toEqual({ status: 200, connection: 'close' })
  expect(await post()).toEqual({ error: 'ECONNREFUSED' })
})

it('closes connections that only wait or were never used, and one whose answer had already begun', async () => {
  let finish = (): void => undefined
  const server = createServer((incoming, response) => {
    incoming.resume()
    if (incoming.headers.accept !== 'slow') return void response.end('ok')
    response.writeHead(200)
    response.write('begun')
    finish = () => response.end()
  })
  const stop = stopGently(server)
  const port = await listening(server)
  expect(await client(port)()).toMatchObject({ status: 200, connection: 'keep-alive' })
  const unused = connect(port, '127.0.0.1')
  await once(unused, 'connect')
  const closed = once(unused.resume(), 'close')
  const agent = new Agent({ keepAlive: true })
  const slow = request({ host: '127.0.0.1', port, agent, headers: { accept: 'slow' } }).end()
  const [response] = await once(slow, 'response')
  const stopped = stop()
  const whole = response.toArray()
  finish()
  expect(Buffer.concat(await whole).toString()).toBe('begun')
  const began = performance.now()
  await Promise.all([stopped, closed])
  expect(performance.now() - began).toBeLessThan(5_000)
  agent.destroy()
})
