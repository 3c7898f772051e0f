import type { IncomingMessage, ServerResponse } from 'node:http'
import { createTurns } from '@/lib/kernel/turns'
import { decodePath } from '@/lib/kernel/url/path'
import { parseQuery } from '@/lib/kernel/url/query'
import { seriesQuery } from '@/lib/series/domain/series-query'
import { series } from '@/lib/series/queries/series'
import { viewerKey } from '@/lib/transport/event-stream'
import { found } from '@/lib/transport/found'
import { type Answer, problemAnswer } from '@/lib/transport/problem'
import { seriesAnswerOf } from '@/lib/transport/series-answer'
import { thrownAnswer } from '@/lib/transport/thrown'
import { callerOf } from './caller'
import { sendAnswer } from './send-answer'

const path = /^\/api\/v1\/nodes\/([^/?]+)\/series(?:\?|$)/

/** Calls with a token, from programs. The route under `app/` gives the same answers to browsers with a session. */
export const isSeriesGet = ({ method, url, headers }: IncomingMessage): boolean =>
  method === 'GET' && headers.authorization !== undefined && path.test(url ?? '')

/** PostgreSQL reads a series in a few milliseconds; Next would double that (docs/decisions/0010-roll-ups.md). */
export const answerSeriesGet = (request: IncomingMessage, response: ServerResponse): Promise<void> =>
  sendAnswer(response, async () => {
    try {
      return await answerOf(request)
    } catch (error) {
      return thrownAnswer(error)
    }
  })

/** One program must not keep the others, or the processor, waiting: some series take a second. */
const inTurn = createTurns({ together: 4, each: 2, waiting: 20 })

async function answerOf({ url = '', headers }: IncomingMessage): Promise<Answer> {
  const viewer = await callerOf(headers, 'readNode')
  if (!viewer.ok) return problemAnswer(viewer.error)
  const query = parseQuery(seriesQuery, new URL(url, 'http://localhost').searchParams)
  if (!query.ok) return problemAnswer(query.error)
  const did = decodePath(path.exec(url)?.[1] ?? '')
  const answer = await inTurn(viewerKey(viewer.value), async () => {
    const read = found(did === null ? null : await series(viewer.value, did, query.value), 'node')
    return read.ok ? seriesAnswerOf(headers['if-none-match'] ?? null, read.value) : read
  })
  return answer.ok ? answer.value : problemAnswer(answer.error)
}
