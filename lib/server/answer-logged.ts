import type { IncomingMessage, ServerResponse } from 'node:http'
import { log } from '@/lib/log/log'
import { type LoggedRequest, requestIdFrom, requestIdHeader, withRequest } from '@/lib/log/request'
import { callerNetwork } from './caller-network'
import { countRequest } from './metrics/count-request'

/**
 * Gives a request its id, which the answer, problem details and every line of the log about it carry; pages read it
 * from the request's headers. Counts the request. At level debug it gets a log line.
 */
export function answerLogged(request: IncomingMessage, response: ServerResponse, answer: () => void): void {
  const { method = '', url = '', headers } = request
  const id = requestIdFrom(headers[requestIdHeader])
  headers[requestIdHeader] = id
  response.setHeader(requestIdHeader, id)
  const path = url.split('?', 1)[0] ?? ''
  // Before Next adds its own X-Forwarded-For. Programs' calls are counted by nobody.
  const caller = path.startsWith('/api/') ? {} : { network: callerNetwork(request) }
  const logged = { id, method, path, ...caller }
  const ends = [countRequest(request, response)]
  if (log().isLevelEnabled('debug')) ends.push(endLogged(logged, response))
  // One listener: Next adds nine more, and Node warns from the eleventh on.
  response.once('close', () => {
    for (const end of ends) end()
  })
  withRequest(logged, answer)
}

function endLogged(logged: LoggedRequest, response: ServerResponse): () => void {
  const { method, path } = logged
  const began = performance.now()
  return () => {
    const ms = Math.round((performance.now() - began) * 10) / 10
    const cutOff = response.writableFinished ? {} : { cut_off: true }
    withRequest(logged, () =>
      log().debug({ method, path, status: response.statusCode, ms, ...cutOff }, 'Request'),
    )
  }
}
