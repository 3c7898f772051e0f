import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { config } from '@/lib/config'
import { fail } from '@/lib/kernel/errors'
import { metrics } from '@/lib/metrics/metrics'
import { type Answer, problemAnswer } from '@/lib/transport/problem'
import { sendAnswer } from '../send-answer'
import { readDatabase, readProcess } from './read-gauges'

export const isMetricsCall = ({ url }: IncomingMessage): boolean => url?.split('?', 1)[0] === '/metrics'

/** `/metrics` on the port of the pages, which is not there without a token. */
export const answerMetrics = (request: IncomingMessage, response: ServerResponse): Promise<void> =>
  sendAnswer(request, response, async () => {
    const { token } = config().metrics
    return token === null
      ? problemAnswer(fail('not_found', 'There are no metrics at this address.').error)
      : metricsAnswer(request, token)
  })

/** The metrics in Prometheus's text format, for whoever sends the token; null: for everyone. */
export async function metricsAnswer(
  { method = '', headers }: IncomingMessage,
  token: string | null,
): Promise<Answer> {
  if (token !== null && !isBearer(headers.authorization ?? '', token))
    return problemAnswer(
      fail('unauthenticated', 'Send HAKIM_METRICS_TOKEN as `Authorization: Bearer …`.').error,
    )
  if (method !== 'GET' && method !== 'HEAD')
    return problemAnswer(
      fail('method_not_allowed', `${method} is not possible here; use GET, HEAD.`, { allow: ['GET', 'HEAD'] })
        .error,
    )
  await Promise.all([readProcess(), readDatabase()])
  const { registry } = metrics()
  return {
    status: 200,
    headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' },
    body: await registry.metrics(),
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Takes as long for a token that is nearly right as for any other. */
function isBearer(authorization: string, token: string): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(authorization)?.[1] ?? ''
  return timingSafeEqual(digest(given), digest(token))
}
