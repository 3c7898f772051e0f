import { fail, ok, type Result } from '@/lib/kernel/errors'
import { findParseLoss } from '@/lib/kernel/json/parse-loss'

/** Next keeps at most this much of a body for its handlers. */
export const maxBodyBytes = 10 * 1024 * 1024

/** The parts of a call that are read, whether it came through Next (Request) or our own server (IncomingMessage). */
export type Message = {
  headers: { get: (name: string) => string | null }
  body: AsyncIterable<Uint8Array> | Pieces | null
}

/** Passes every piece to `take` until the end, or until it returns false. Rejects when the body is cut off. */
export type Pieces = (take: (piece: Uint8Array) => boolean) => Promise<void>

const piecesOf = (body: Message['body']): Pieces =>
  typeof body === 'function'
    ? body
    : async (take) => {
        for await (const piece of body ?? []) if (!take(piece)) return
      }

/** The size that a call announces for its body; null when it does not. */
export function announcedBytes({ headers }: Message): number | null {
  const length = headers.get('content-length')
  return length !== null && /^\d+$/.test(length) ? Number(length) : null
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

export const bodyTooLarge = (limit: number) =>
  fail('too_large', `The body is over ${limit / 1024 / 1024} MB; send less at once.`)

/** Why a body cannot be read, judging by its headers. */
export function bodyProblem(message: Message, limit = maxBodyBytes): Result<null> {
  if ((message.headers.get('content-encoding') ?? 'identity') !== 'identity')
    return fail('unsupported', 'Send the body without Content-Encoding.')
  const charset = charsetOf(message)
  if (charset !== null && charset !== 'utf-8' && charset !== 'utf8' && charset !== 'us-ascii')
    return fail('unsupported', 'Send the body in UTF-8.')
  return (announcedBytes(message) ?? 0) > limit ? bodyTooLarge(limit) : ok(null)
}

/**
 * Reads a body as UTF-8 text, at most `limit` bytes whatever Content-Length says. Compressed bodies are refused.
 * `onBytes` receives each piece and can stop reading.
 */
export async function readText(
  message: Message,
  limit = maxBodyBytes,
  onBytes: (bytes: number) => Result<null> = () => ok(null),
): Promise<Result<string>> {
  const readable = bodyProblem(message, limit)
  if (!readable.ok) return readable
  const pieces: Uint8Array[] = []
  let bytes = 0
  let held: Result<null> = ok(null)
  const take = (piece: Uint8Array): boolean => {
    bytes += piece.byteLength
    held = bytes > limit ? bodyTooLarge(limit) : onBytes(piece.byteLength)
    if (held.ok) pieces.push(piece)
    return held.ok
  }
  try {
    await piecesOf(message.body)(take)
  } catch {
    // Nobody will read this answer, but it keeps an error out of the log.
    return fail('invalid', 'The body ended too early.')
  }
  if (!held.ok) return held
  try {
    return ok(utf8.decode(pieces.length === 1 ? pieces[0] : Buffer.concat(pieces, bytes)))
  } catch (error) {
    if (error instanceof TypeError) return fail('invalid', 'The body is not valid UTF-8.')
    throw error
  }
}

export function parseJson(text: string): Result<unknown> {
  try {
    return ok(JSON.parse(text))
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 200) : 'it cannot be parsed'
    return fail('invalid', `The body is not JSON: ${why}`)
  }
}

/** The media type without parameters, in lower case. */
export const mediaType = ({ headers }: Message): string =>
  (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

/** The charset that the body is said to be in, in lower case. */
const charsetOf = ({ headers }: Message): string | null =>
  /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(headers.get('content-type') ?? '')?.[1]?.toLowerCase() ?? null

/** The text of a JSON body. A missing body counts as `{}`, because some calls have nothing to say. */
async function readJsonText(message: Message): Promise<Result<string>> {
  const text = await readText(message)
  if (!text.ok) return text
  if (text.value.trim() === '') return ok('{}')
  if (mediaType(message) !== 'application/json')
    return fail('unsupported', 'Send JSON with Content-Type: application/json.')
  return text
}

/** A JSON body; a missing one counts as `{}`. */
export async function readJson(message: Message): Promise<Result<unknown>> {
  const text = await readJsonText(message)
  return text.ok ? parseJson(text.value) : text
}

/**
 * A JSON body that decides something: refused when JSON.parse would lose part of it, such as one of two members with the
 * same name, of which a reader may take the other one for what holds.
 */
export async function readExactJson(message: Message): Promise<Result<unknown>> {
  const text = await readJsonText(message)
  if (!text.ok) return text
  const parsed = parseJson(text.value)
  if (!parsed.ok) return parsed
  const lost = findParseLoss(text.value)
  return lost
    ? fail(
        'invalid',
        'Part of the body would be lost in parsing, so what happens would differ from what was sent.',
        {
          fields: [lost],
        },
      )
    : parsed
}
