import type { IncomingMessage, ServerResponse } from 'node:http'
import { metrics } from '@/lib/metrics/metrics'
import { routeLabel } from './route-label'

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/** Lasts as long as the page that reads it is open. */
const eventStream = '/api/v1/events'

/** Counts a request; what it returns is to be called when the answer has ended. */
export function countRequest(
  { method = '', url = '' }: IncomingMessage,
  response: ServerResponse,
): () => void {
  const { requests, duration, inProgress } = metrics().http
  const route = routeLabel(url)
  const began = performance.now()
  inProgress.inc()
  return () => {
    inProgress.dec()
    const status = response.headersSent ? `${Math.floor(response.statusCode / 100)}xx` : 'none'
    requests.inc({ route, method: methods.has(method) ? method : 'other', status })
    if (route !== eventStream) duration.observe({ route }, (performance.now() - began) / 1_000)
  }
}
