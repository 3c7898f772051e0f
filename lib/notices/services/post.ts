import type { IncomingMessage } from 'node:http'
import { request as plain } from 'node:http'
import { request as secure } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Target } from '@/lib/notices/db/encrypted'
import { reachable } from './reachable'

const longestMs = 10_000
const mostBytes = 64 * 1024

/** What a receiver answered, in words; `text` is the beginning of its body. */
export type Posted = { status: number; text: string; retryAfterMs: number }

/** Posts JSON. Redirects are answers like others. Throws in words if nobody answers. */
export async function post(
  { url, plainHttp }: Pick<Target, 'url' | 'plainHttp'>,
  body: string,
  headers: Record<string, string>,
): Promise<Posted> {
  const target = new URL(url)
  const loopbackOnly = target.protocol === 'http:' && !plainHttp
  const stopped = AbortSignal.timeout(longestMs)
  const found = await Promise.race([reachable(target.hostname, loopbackOnly), end(stopped)])
  if (found === null)
    throw new Error(
      loopbackOnly
        ? 'Not sent: this is http to another machine, which needs the consent of an administrator'
        : 'Not sent: the address belongs to no machine that Hakim calls (link-local, metadata or multicast)',
    )
  const lookup: LookupFunction = (_name, { all }, done) =>
    all ? done(null, [found]) : done(null, found.address, found.family)
  const call = target.protocol === 'http:' ? plain : secure
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const made = call(target, {
      method: 'POST',
      agent: false,
      lookup,
      signal: stopped,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Hakim',
        ...headers,
      },
    })
    made.once('response', resolve).once('error', (error) => reject(stopped.aborted ? late() : error))
    made.end(body)
  })
  const text = await beginningOf(response, stopped)
  return { status: response.statusCode ?? 0, text, retryAfterMs: pauseOf(response.headers['retry-after']) }
}

const late = (): Error => new Error(`No answer within ${longestMs / 1_000} s`)

const end = (stopped: AbortSignal): Promise<never> =>
  new Promise((_, reject) => stopped.addEventListener('abort', () => reject(late()), { once: true }))

/** Reads no more of an answer than it may have. One that is cut has been given all the same: its status says enough. */
async function beginningOf(response: IncomingMessage, stopped: AbortSignal): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  try {
    for await (const part of response) {
      if (!Buffer.isBuffer(part)) continue
      parts.push(part)
      bytes += part.length
      if (bytes >= mostBytes) break
    }
  } catch (error) {
    if (stopped.aborted) throw late()
    throw error
  } finally {
    response.destroy()
  }
  return Buffer.concat(parts).subarray(0, mostBytes).toString('utf8')
}

/** Seconds, or the date in words, which is taken as none. */
function pauseOf(text: string | undefined): number {
  const seconds = Number(text)
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0
}
