import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { collectDefaultMetrics } from 'prom-client'
import { isLoopback, type MetricsConfig } from '@/lib/config'
import { fail } from '@/lib/kernel/errors'
import { log } from '@/lib/log/log'
import { metrics } from '@/lib/metrics/metrics'
import { problemAnswer } from '@/lib/transport/problem'
import { setCommonHeaders, writeAnswer } from '../send-answer'
import { isMetricsCall, metricsAnswer } from './answer-metrics'

/** Begins to measure the process if anybody may read it, and listens on the port of the metrics if there is one. */
export function serveMetrics({ token, port }: MetricsConfig): void {
  // They wake the process a hundred times a second.
  if (token !== null || port !== null) collectDefaultMetrics({ register: metrics().registry })
  if (port === null) return
  const server = createMetricsServer(token)
  // The pages go on without it; Prometheus says that it is missing.
  server.on('error', (error) => log().error({ err: error, port }, 'The metrics cannot listen on their port'))
  server.listen(port, '127.0.0.1').unref()
}

export const createMetricsServer = (token: string | null): Server =>
  createServer({ requestTimeout: 10_000 }, (request, response) => {
    setCommonHeaders(response)
    answer(request, response, token).catch((error: unknown) => {
      log().error({ err: error }, 'The metrics cannot be read')
      response.destroy()
    })
  })

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  token: string | null,
): Promise<void> {
  // A web page could otherwise read the port of its reader's machine by DNS rebinding.
  if (!isLoopback((request.headers.host ?? '').replace(/:\d+$/, '')))
    return writeAnswer(
      response,
      problemAnswer(fail('forbidden', 'This port answers to localhost only.').error),
    )
  if (!isMetricsCall(request))
    return writeAnswer(response, problemAnswer(fail('not_found', 'Only /metrics is here.').error))
  writeAnswer(response, await metricsAnswer(request, token === null ? 'everyone' : { token }))
}
