import { once } from 'node:events'
import { Agent, createServer, request, type Server } from 'node:http'
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

it('answers every call of busy clients, tells them that it is the last, and then refuses', async () => {
  const server = createServer(async (incoming, response) => {
    await incoming.toArray()
    await pause(20)
    response.end('stored')
  })
  const stop = stopGently(server)
  const post = client(await listening(server))
  const outcomes: Outcome[] = []
  const send = async (): Promise<void> => {
    for (;;) {
      const outcome = await post()
      outcomes.push(outcome)
      if (outcome.error) return
    }
  }
  const senders = Array.from({ length: 8 }, send)
  await expect.poll(() => outcomes.length, { timeout: 20_000 }).toBeGreaterThan(20)
  await stop()
  await Promise.all(senders)
  const errors = new Set(outcomes.flatMap(({ error }) => error ?? []))
  expect([...errors]).toEqual(['ECONNREFUSED'])
  const last = outcomes.filter(({ error }) => !error).slice(-8)
  expect(new Set(last.map(({ status, connection }) => `${status} ${connection}`))).toEqual(
    new Set(['200 close']),
  )
})

it('closes connections that only wait, and one whose answer had already begun', async () => {
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
  const agent = new Agent({ keepAlive: true })
  const slow = request({ host: '127.0.0.1', port, agent, headers: { accept: 'slow' } }).end()
  const [response] = await once(slow, 'response')
  const stopped = stop()
  const whole = response.toArray()
  finish()
  expect(Buffer.concat(await whole).toString()).toBe('begun')
  await stopped
  agent.destroy()
})
