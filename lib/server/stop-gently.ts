import type { Server, ServerResponse } from 'node:http'
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
  let stopping = false
  server.prependListener('request', (_, response: ServerResponse) => {
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
    const idle = setInterval(() => server.closeIdleConnections(), 50)
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
