import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { fail } from '@/lib/kernel/errors'
import { isDecodable } from '@/lib/kernel/url/path'
import { type Answer, problemAnswer } from '@/lib/transport/problem'
import { answerReportPost, isReportPost } from './direct-reports'
import { answerSeriesGet, isSeriesGet } from './direct-series'
import { sendAnswer } from './send-answer'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Next answers these two with 500 and a stack in the log. */
function refusalOf({ method, url = '' }: IncomingMessage): Answer | null {
  if (method === 'TRACE') return { status: 405, headers: { allow: 'GET, HEAD, POST, PUT, DELETE' }, body: '' }
  return isDecodable(url.split('?', 1)[0] ?? '')
    ? null
    : problemAnswer(fail('invalid', 'The percent-encoding of the address is broken.').error)
}

const answerWith =
  (answer: Answer): Handler =>
  (request, response) =>
    sendAnswer(request, response, () => Promise.resolve(answer))

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
    const refusal = refusalOf(request)
    const answer = refusal
      ? answerWith(refusal)
      : isReportPost(request)
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
