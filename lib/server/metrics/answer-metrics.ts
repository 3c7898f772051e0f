import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { config } from '@/lib/config'
import { fail } from '@/lib/kernel/errors'
import { metrics } from '@/lib/metrics/metrics'
import { refusalOf } from '@/lib/people/domain/refusal'
import { type Answer, problemAnswer } from '@/lib/transport/problem'
import { thrownAnswer } from '@/lib/transport/thrown'
import { callerOf } from '../caller'
import { sendAnswer } from '../send-answer'
import { readDatabase, readProcess } from './read-gauges'

export const isMetricsCall = ({ url }: IncomingMessage): boolean => url?.split('?', 1)[0] === '/metrics'

/** `/metrics` on the port of the pages, which is not there without HAKIM_METRICS_TOKEN or an administrator's token. */
export const answerMetrics = (request: IncomingMessage, response: ServerResponse): Promise<void> =>
  sendAnswer(response, async () => {
    const { token } = config().metrics
    return token === null && !isOwnToken(request)
      ? problemAnswer(fail('not_found', 'There are no metrics at this address.').error)
      : metricsAnswer(request, { token })
  })

/** Who gets the metrics: whoever sends HAKIM_METRICS_TOKEN, if there is one, or the token of an administrator. */
type Access = 'everyone' | { token: string | null }

/** Why the caller gets no metrics; null if they do. */
async function refusalFor(request: IncomingMessage, access: Access): Promise<Answer | null> {
  if (access === 'everyone') return null
  const { token } = access
  if (token !== null && isBearer(request.headers.authorization ?? '', token)) return null
  if (!isOwnToken(request))
    return problemAnswer(
      fail('unauthenticated', 'Send HAKIM_METRICS_TOKEN as `Authorization: Bearer …`.').error,
    )
  try {
    const caller = await callerOf(request.headers, 'readMetrics')
    if (!caller.ok) return problemAnswer(caller.error)
    const refusal = refusalOf('readMetrics', caller.value)
    return refusal ? problemAnswer(fail('forbidden', refusal).error) : null
  } catch (error) {
    return thrownAnswer(error)
  }
}

/** The metrics in Prometheus's text format. */
export async function metricsAnswer(request: IncomingMessage, access: Access): Promise<Answer> {
  const { method = '' } = request
  const refused = await refusalFor(request, access)
  if (refused) return refused
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

/** A token of Hakim's own, such as `hakim token create` makes. */
const isOwnToken = ({ headers }: IncomingMessage): boolean =>
  /^Bearer +hk_/i.test(headers.authorization ?? '')
