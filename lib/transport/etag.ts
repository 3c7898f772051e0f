import type { Answer } from './problem'

/** The first 132 bits of the body's SHA-256: two answers never share them by accident. */
async function tagOf(body: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body))
  return `"${btoa(String.fromCharCode(...digest))
    .slice(0, 22)
    .replaceAll('+', '-')
    .replaceAll('/', '_')}"`
}

/** Whether `If-None-Match` names the tag: `*`, one tag or a list, each strong or weak (RFC 9110, 13.1.2). */
const isNamed = (header: string | null, tag: string): boolean =>
  header?.trim() === '*' || header?.match(/"[^"]*"/g)?.some((named) => named === tag) === true

/** An answer that hardly ever changes: the client can cache it, but asks each time whether it is current. */
export async function taggedAnswer(ifNoneMatch: string | null, body: string): Promise<Answer> {
  const tag = await tagOf(new TextEncoder().encode(body))
  const headers = { etag: tag, 'cache-control': 'private, no-cache' }
  return isNamed(ifNoneMatch, tag)
    ? { status: 304, headers, body: '' }
    : { status: 200, headers: { ...headers, 'content-type': 'application/json' }, body }
}
