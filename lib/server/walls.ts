import type { IncomingMessage, ServerResponse } from 'node:http'
import { fail } from '@/lib/kernel/errors'
import { currentRequest } from '@/lib/log/request'
import { problemAnswer } from '@/lib/transport/problem'
import { frameHeader } from '@/lib/transport/security-headers'
import { frameAncestors } from '@/lib/views/domain/embed-origins'
import { wallTokenIn } from '@/lib/views/domain/wall-token'
import { wallFrame } from '@/lib/views/queries/wall'
import { sendAnswer } from './send-answer'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Reads of walls by one network in a minute: twenty screens in an office, and far too few to guess a token. */
const most = 150
const minuteMs = 60_000
/** More networks than that within a minute are a flood, and share one count. */
const mostNetworks = 10_000

export function createCounter(now: () => number = Date.now) {
  let counts = new Map<string, number>()
  let since = now()
  /** Whether this network may read once more. */
  return (network: string): boolean => {
    if (now() - since >= minuteMs) [counts, since] = [new Map(), now()]
    const key = counts.has(network) || counts.size < mostNetworks ? network : 'others'
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return count <= most
  }
}

const tooMany = problemAnswer(
  fail('too_many', 'This network reads walls too often. Try again in a minute.', { retryAfter: 60 }).error,
)

/** Counts reads of walls, and says which pages may frame one: whoever sends that themselves is not believed. */
export function withWalls(others: Handler): Handler {
  const mayRead = createCounter()
  return async (request, response) => {
    delete request.headers[frameHeader]
    const token = wallTokenIn(request.url ?? '')
    if (token === null) return others(request, response)
    if (!mayRead(currentRequest()?.network ?? 'unknown'))
      return sendAnswer(response, () => Promise.resolve(tooMany))
    // Without the database the page says so, unframed.
    const origins = await wallFrame(token).catch(() => [])
    if (origins.length > 0) {
      request.headers[frameHeader] = frameAncestors(origins)
      response.removeHeader('x-frame-options')
    }
    return others(request, response)
  }
}
