import type { IncomingMessage } from 'node:http'
import type { Message, Pieces } from '@/lib/transport/body'

/** A call as Node received it. */
export const messageOf = (request: IncomingMessage): Message => ({
  headers: { get: (name) => textOf(request.headers[name]) },
  body: piecesOf(request),
})

const textOf = (header: string | string[] | undefined): string | null =>
  typeof header === 'string' ? header : (header?.join(', ') ?? null)

/**
 * The pieces of a body as they come. Node's own iterator costs a fifth of a call, and ends the connection with the
 * reading; here the rest of a body that is not wanted is thrown away, so that the refusal still arrives.
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
