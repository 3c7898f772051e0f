import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { answerReportPost, isReportPost } from './report-lane'
import { answerSeriesGet, isSeriesGet } from './series-lane'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * The HTTP server: reports and series are answered here, all else by `answerOthers`. A body that is not complete after
 * `bodyTimeoutMs` is cut off, and what was held of it is free again.
 */
export function createWebServer(answerOthers: Handler, bodyTimeoutMs = 30_000): Server {
  const timeouts = {
    requestTimeout: bodyTimeoutMs,
    headersTimeout: Math.min(10_000, bodyTimeoutMs),
    connectionsCheckingInterval: Math.min(1_000, bodyTimeoutMs),
  }
  return createServer(timeouts, (request, response) => {
    const answer = isReportPost(request)
      ? answerReportPost
      : isSeriesGet(request)
        ? answerSeriesGet
        : answerOthers
    answer(request, response).catch((error: unknown) => {
      console.error(error)
      response.destroy()
    })
  })
}
