import type { IncomingMessage, ServerResponse } from 'node:http'
import { readerOf } from '@/lib/auth/context'
import { fail } from '@/lib/kernel/errors'
import { decodePath } from '@/lib/kernel/url/path'
import { parseQuery } from '@/lib/kernel/url/query'
import { seriesQuery } from '@/lib/series/domain/series-query'
import { series } from '@/lib/series/queries/series'
import { taggedAnswer } from '@/lib/transport/etag'
import { found } from '@/lib/transport/found'
import { type Answer, problemAnswer } from '@/lib/transport/problem'
import { thrownAnswer } from '@/lib/transport/thrown'
import { sendAnswer } from './send-answer'

const path = /^\/api\/v1\/nodes\/([^/?]+)\/series(?:\?|$)/

/** Calls with a token, from programs. The route under `app/` gives the same answers to browsers with a session. */
export const isSeriesGet = ({ method, url, headers }: IncomingMessage): boolean =>
  method === 'GET' && headers.authorization !== undefined && path.test(url ?? '')

/** PostgreSQL reads a series in a few milliseconds; Next would double that (docs/decisions/0010-roll-ups.md). */
export const answerSeriesGet = (request: IncomingMessage, response: ServerResponse): Promise<void> =>
  sendAnswer(request, response, async () => {
    try {
      return await answerOf(request)
    } catch (error) {
      return thrownAnswer(error)
    }
  })

async function answerOf({ url = '', headers }: IncomingMessage): Promise<Answer> {
  const viewer = (await readerOf(headers.authorization ?? null)) ?? fail('unauthenticated', 'Send a token.')
  if (!viewer.ok) return problemAnswer(viewer.error)
  const query = parseQuery(seriesQuery, new URL(url, 'http://localhost').searchParams)
  if (!query.ok) return problemAnswer(query.error)
  const did = decodePath(path.exec(url)?.[1] ?? '')
  const answer = found(did === null ? null : await series(viewer.value, did, query.value), 'node')
  if (!answer.ok) return problemAnswer(answer.error)
  // A closed range changes only when a report arrives late; an open one changes with every call.
  if (!answer.value.open) return taggedAnswer(headers['if-none-match'] ?? null, answer.value)
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(answer.value),
  }
}
