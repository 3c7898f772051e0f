import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { noteReader } from '@/lib/kernel/waiting-readers'
import { log } from '@/lib/log/log'
import type { Answer } from '@/lib/transport/problem'
import { answerLogged } from './answer-logged'
import { answerEvents, isEventsGet } from './direct-events'
import { answerFleetLive, isFleetLiveGet } from './direct-fleet'
import { answerReportPost, isReportPost } from './direct-reports'
import { answerSeriesGet, isSeriesGet } from './direct-series'
import { earlyRefusal } from './early-refusal'
import { withFormGate } from './form-gate'
import { answerMetrics, isMetricsCall } from './metrics/answer-metrics'
import { noticeProxy } from './notice-proxy'
import { ownHostOnly, sendAnswer, setCommonHeaders } from './send-answer'
import { withUnavailable } from './unavailable-pages'
import { withWalls } from './walls'
import { withWholeBodies } from './whole-bodies'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const answerWith =
  (answer: Answer): Handler =>
  (_, response) =>
    sendAnswer(response, () => Promise.resolve(answer))

const live = {
  status: 200,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: '{"status":"live"}',
}

/** In one turn of the event loop, where Next needs several: a busy server must not be taken for a dead one. */
const isLiveGet = ({ method, url }: IncomingMessage): boolean =>
  method === 'GET' && url === '/api/health/live'

function handlerFor(request: IncomingMessage, answerOthers: Handler): Handler {
  const refusal = ownHostOnly(request) ?? earlyRefusal(request)
  if (refusal) return answerWith(refusal)
  if (isLiveGet(request)) return answerWith(live)
  if (isReportPost(request)) return answerReportPost
  if (isFleetLiveGet(request)) return answerFleetLive
  if (isEventsGet(request)) return answerEvents
  if (isMetricsCall(request)) return answerMetrics
  return isSeriesGet(request) ? answerSeriesGet : answerOthers
}

/** What a person waits for: a page, its data or a form, and neither a program's call nor a file. */
const isForReader = ({ url = '' }: IncomingMessage): boolean =>
  url.startsWith('/api/fleet/') || !/^\/(api|_next|agent)\//.test(url)

/**
 * The HTTP server: answers itself what programs and open pages ask most often, and leaves everything else to
 * `answerOthers`. A body that is not complete after `bodyTimeoutMs` is cut off, and its memory is freed.
 */
export function createWebServer(answerOthers: Handler, bodyTimeoutMs = 30_000): Server {
  const others = withWalls(withWholeBodies(withFormGate(withUnavailable(answerOthers))))
  const timeouts = {
    requestTimeout: bodyTimeoutMs,
    headersTimeout: Math.min(10_000, bodyTimeoutMs),
    connectionsCheckingInterval: Math.min(1_000, bodyTimeoutMs),
    // Longer than proxies keep theirs (60 s is usual): whoever closes first must be the side that sends requests.
    keepAliveTimeout: 65_000,
  }
  return createServer(timeouts, (request, response) =>
    answerLogged(request, response, () => {
      // Next listens for the end of an answer nine times, and three of ours may; Node warns from the eleventh on.
      response.setMaxListeners(20)
      noticeProxy(request)
      setCommonHeaders(response)
      if (isForReader(request)) response.once('close', noteReader())
      const answer = handlerFor(request, others)
      answer(request, response).catch((error: unknown) => {
        log().error({ err: error }, 'A request failed')
        response.destroy()
      })
    }),
  )
}
