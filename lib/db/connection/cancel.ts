import { connect } from 'node:net'
import type { Client } from 'pg'

/** The number that PostgreSQL's protocol has for this request. */
const cancelCode = 80_877_102
const waitMs = 2_000

/**
 * Asks PostgreSQL to give up what this connection is waiting for. One that has lost its client does not notice that while it
 * waits, for a synchronous standby for instance, and would take a connection for good. Nobody waits for the outcome.
 */
export function cancel(client: Client): void {
  const [process, key] = [Reflect.get(client, 'processID'), Reflect.get(client, 'secretKey')]
  if (typeof process !== 'number' || typeof key !== 'number') return
  const request = Buffer.alloc(16)
  for (const [index, field] of [16, cancelCode, process, key].entries())
    request.writeInt32BE(field, 4 * index)
  const { host, port } = client
  const socket = host.startsWith('/')
    ? connect({ path: `${host}/.s.PGSQL.${port}` })
    : connect({ host, port })
  socket.on('error', () => undefined).setTimeout(waitMs, () => socket.destroy())
  socket.end(request)
}
