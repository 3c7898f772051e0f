import { createServer, type IncomingMessage, request } from 'node:http'

/** A reverse proxy: it answers 502 with its own page while its upstream is away, and whenever `refuses` says so. */
export type ReverseProxy = {
  url: string
  refuses: (request: IncomingMessage) => boolean
  close: () => Promise<void>
}

export async function reverseProxy(upstream: string): Promise<ReverseProxy> {
  const server = createServer((incoming, outgoing) => {
    const badGateway = () => {
      if (outgoing.headersSent) return outgoing.destroy()
      outgoing.writeHead(502, { 'content-type': 'text/html' })
      outgoing.end('<h1>502 Bad Gateway</h1>')
    }
    if (proxy.refuses(incoming)) return badGateway()
    const { method, headers, url } = incoming
    const forwarded = request(new URL(url ?? '/', upstream), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.on('error', badGateway).pipe(outgoing)
    })
    forwarded.on('error', badGateway)
    outgoing.on('close', () => forwarded.destroy())
    incoming.pipe(forwarded)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('no port')
  const proxy: ReverseProxy = {
    url: `http://127.0.0.1:${address.port}`,
    refuses: () => false,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return proxy
}
