import { createHash } from 'node:crypto'
import type { Answer } from './problem'

/** The first 132 bits of the body's SHA-256: no two answers share them by accident. */
const tagOf = (body: string): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`

/** Whether `If-None-Match` names the tag: `*`, one tag or a list, each strong or weak (RFC 9110, 13.1.2). */
const isNamed = (header: string | null, tag: string): boolean =>
  header?.trim() === '*' || header?.match(/"[^"]*"/g)?.some((named) => named === tag) === true

/** An answer that hardly ever changes: its caller may keep it, and asks each time whether it is still the same. */
export function taggedAnswer(ifNoneMatch: string | null, value: unknown): Answer {
  const body = JSON.stringify(value)
  const tag = tagOf(body)
  const headers = { etag: tag, 'cache-control': 'private, no-cache' }
  return isNamed(ifNoneMatch, tag)
    ? { status: 304, headers, body: '' }
    : { status: 200, headers: { ...headers, 'content-type': 'application/json' }, body }
}

/** The same as a Response. */
export function tagged(request: Request, value: unknown): Response {
  const { status, headers, body } = taggedAnswer(request.headers.get('if-none-match'), value)
  return new Response(status === 304 ? null : body, { status, headers })
}
