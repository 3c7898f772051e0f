import type { IncomingMessage } from 'node:http'
import type { Message, Pieces } from '@/lib/transport/body'

/** A call received by Node's HTTP server. */
export const messageOf = (request: IncomingMessage): Message => ({
  headers: { get: (name) => textOf(request.headers[name]) },
  body: piecesOf(request),
})

const textOf = (header: string | string[] | undefined): string | null =>
  typeof header === 'string' ? header : (header?.join(', ') ?? null)

/**
 * The chunks of a body as they arrive. Node's own iterator takes a fifth of the time of a call, and closes the connection
 * when reading stops; this discards the rest of a refused body, so that the refusal still arrives.
 */
const piecesOf =
  (request: IncomingMessage): Pieces =>
  (take) =>
    new Promise((resolve, reject) => {
      const onData = (piece: Uint8Array): void => {
        if (take(piece)) return
        request.off('data', onData).resume()
        resolve()
      }
      request
        .on('data', onData)
        .on('end', resolve)
        .on('error', reject)
        .on('close', () => {
          if (!request.complete) reject(new Error('The connection was closed before the body was complete'))
        })
    })
