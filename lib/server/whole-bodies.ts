import type { IncomingMessage, ServerResponse } from 'node:http'
import { fail } from '@/lib/kernel/errors'
import { bodyTooLarge, maxBodyBytes } from '@/lib/transport/body'
import { type Answer, problemAnswer } from '@/lib/transport/problem'
import { type BodyShare, createBodyBudget } from './body-budget'
import { isBrokenForm } from './broken-form'
import { sendAnswer } from './send-answer'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * All bodies together: nobody is authenticated yet, so anyone could open many connections and send 10 MB on each but for
 * the last byte.
 */
const mostHeldBytes = 64 * 1024 * 1024

const noRoom = (): Answer =>
  problemAnswer(
    fail('unavailable', 'The server is receiving too much at once. Send this again.', { retryAfter: 2 })
      .error,
  )

const tooLarge = (): Answer => problemAnswer(bodyTooLarge(maxBodyBytes).error)

const broken = (): Answer =>
  problemAnswer(fail('invalid', 'The form cannot be read; nothing was changed.').error)

/**
 * Reads the whole body before it passes the call to `others`: Next answers a body that is cut off or cannot be read
 * with 500 and a stack in the log.
 */
export function withWholeBodies(others: Handler): Handler {
  const share = createBodyBudget(mostHeldBytes)
  return async (request, response) => {
    const own = share()
    response.once('close', own.release)
    const body = hasBody(request) ? await readAhead(request, own) : Buffer.alloc(0)
    if (body === 'cut off') return void response.destroy()
    if (body === 'no room') return sendAnswer(response, async () => noRoom())
    if (body === 'too large') return sendAnswer(response, async () => tooLarge())
    const isForm = request.method === 'POST' && !request.url?.startsWith('/api/')
    if (isForm && (await isBrokenForm(request.headers, body)))
      return sendAnswer(response, async () => broken())
    return others(request, response)
  }
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  (headers['content-length'] ?? '0') !== '0' || headers['transfer-encoding'] !== undefined

type Unread = 'cut off' | 'too large' | 'no room'

/** The whole body; the request can still be read afterwards. */
function readAhead(request: IncomingMessage, own: BodyShare): Promise<Buffer | Unread> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = []
    let bytes = 0
    const settle = (result: Buffer | Unread): void => {
      request.off('readable', onReadable).off('error', onEnd).off('close', onEnd)
      // At once, so that the next body in this turn has the room, instead of all being refused together.
      if (typeof result === 'string') own.release()
      // A stream notices one turn later that nobody listens for `readable` any more.
      setImmediate(resolve, result)
    }
    const onEnd = (): void => settle('cut off')
    const refuse = (why: Unread): void => {
      settle(why)
      // The rest is discarded, so that the refusal arrives.
      request.resume()
    }
    const onReadable = (): void => {
      // Reading from an empty buffer would end the stream before the next handler has it.
      while (request.readableLength > 0) {
        const piece: unknown = request.read()
        if (!(piece instanceof Buffer)) break
        if (!own.grow(piece.length)) {
          refuse('no room')
          return
        }
        pieces.push(piece)
        bytes += piece.length
      }
      if (bytes > maxBodyBytes) refuse('too large')
      else if (request.complete) {
        const body = Buffer.concat(pieces, bytes)
        if (bytes > 0) request.unshift(body)
        settle(body)
      }
    }
    request.on('readable', onReadable).on('error', onEnd).on('close', onEnd)
  })
}
