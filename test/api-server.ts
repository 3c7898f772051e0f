import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { sleep } from '@/lib/agent/host/wait'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'

export type Request = { method: string; path: string; token: string; body: unknown; at: number }
export type Reply = { status?: number; body?: unknown; headers?: Record<string, string> }

export type LoopbackServer = {
  address: string
  /** All requests, oldest first. */
  requests: Request[]
  /** The bodies of the requests whose path ends like this. */
  bodies: (pathEnd: string) => JsonObject[]
  stop: () => Promise<void>
}

async function serve(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return address && typeof address === 'object' ? address.port : 0
}

/** A real HTTP server on loopback for tests; `answer` makes its answers. Port 0 picks a free port. */
export async function startServer(
  answer: (request: Request) => Reply | Promise<Reply>,
  port = 0,
): Promise<LoopbackServer> {
  const requests: Request[] = []
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk))
    const text = Buffer.concat(chunks).toString('utf8')
    const request: Request = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      token: incoming.headers.authorization ?? '',
      body: text === '' ? null : JSON.parse(text),
      at: performance.now(),
    }
    requests.push(request)
    const { status = 200, body = {}, headers = {} } = await answer(request)
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  })
  const boundPort = await serve(server, port)
  return {
    address: `http://127.0.0.1:${boundPort}`,
    requests,
    bodies: (pathEnd) =>
      requests.flatMap(({ path, body }) => (path.endsWith(pathEnd) && isJsonObject(body) ? [body] : [])),
    stop: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** Waits until `condition` holds; throws with `what` after `ms`. */
export async function until(what: string, condition: () => boolean, ms = 60_000): Promise<void> {
  const end = performance.now() + ms
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Timed out after ${ms} ms waiting for ${what}`)
    await sleep(20)
  }
}
