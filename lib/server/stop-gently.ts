import type { Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** Clients that are busy learn in this time that their connection ends; only then are idle ones closed. */
const graceMs = 500
/** `hakim start` waits eight seconds. */
const patienceMs = 6_500

/**
 * Prepares a server to stop without resetting a connection that is in use. The returned function tells every client with
 * `Connection: close` that its answer is the last, then accepts no more and resolves when all are answered, or after
 * `patienceMs`.
 */
export function stopGently(server: Server): () => Promise<void> {
  const open = new Set<ServerResponse>()
  /** Connections without a request so far, as browsers open them in advance; Node does not count them as idle. */
  const unused = new Map<Socket, number>()
  let stopping = false
  server.on('connection', (socket) => {
    unused.set(socket, Date.now())
    socket.once('close', () => unused.delete(socket))
  })
  server.prependListener('request', ({ socket }, response) => {
    unused.delete(socket)
    if (stopping) makeLast(response)
    open.add(response)
    response.once('close', () => open.delete(response))
  })
  return async () => {
    stopping = true
    for (const response of open) makeLast(response)
    if (await hasConnections(server)) await pause(graceMs)
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    // Those that have just been answered without a word about the end.
    const idle = setInterval(() => {
      server.closeIdleConnections()
      for (const [socket, since] of unused) if (Date.now() - since > graceMs) socket.destroy()
    }, 50)
    const last = setTimeout(() => server.closeAllConnections(), patienceMs)
    await closed
    clearInterval(idle)
    clearTimeout(last)
  }
}

function makeLast(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close')
}

const hasConnections = (server: Server): Promise<boolean> =>
  new Promise((resolve) => server.getConnections((_, count) => resolve(count > 0)))
