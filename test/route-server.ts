import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'

/** Answers a request; `param` is what its path has in place of the one folder in brackets. */
type Handler = (request: Request, param: string) => Promise<Response>

/** Handlers by method and path, such as `GET /api/v1/jobs/[]/log`. */
export type Routes = Readonly<Record<string, Handler>>

async function requestOf({ method = 'GET', url, headers }: IncomingMessage, body: Buffer): Promise<Request> {
  return new Request(`http://localhost${url}`, {
    method,
    headers: Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]),
    ...(body.length > 0 ? { body: Uint8Array.from(body) } : {}),
  })
}

/** Serves routes of the app over HTTP on loopback, without a build. */
export async function serveRoutes(routes: Routes): Promise<{ address: string; stop: () => Promise<void> }> {
  const patterns = Object.entries(routes).map(([name, handler]) => ({
    pattern: new RegExp(`^${name.replace('[]', '([^/]+)')}$`),
    handler,
  }))
  const server = createServer(async (incoming, response) => {
    const body = Buffer.concat(await incoming.toArray())
    const name = `${incoming.method} ${incoming.url?.split('?')[0]}`
    const found = patterns.find(({ pattern }) => pattern.test(name))
    if (!found) throw new Error(`There is no route for ${name}`)
    const param = decodeURIComponent(found.pattern.exec(name)?.[1] ?? '')
    const answer = await found.handler(await requestOf(incoming, body), param)
    response.writeHead(answer.status, Object.fromEntries(answer.headers))
    response.end(Buffer.from(await answer.arrayBuffer()))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return {
    address: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
