import type { IncomingMessage, ServerResponse } from 'node:http'
import { isOwnHost } from '@/lib/config'
import { fail } from '@/lib/domain/errors'
import { type Answer, problemAnswer } from '@/lib/transport/problem'
import { messageOf } from './node-message'
import { receiveReports } from './receive-reports'

const path = '/api/v1/reports'

export const isReportPost = ({ method, url }: IncomingMessage): boolean =>
  method === 'POST' && (url === path || url?.startsWith(`${path}?`) === true)

const safe = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
}

/**
 * Reports go past Next, which keeps a copy of each body of its own and takes some milliseconds a call, where this takes
 * a tenth of one (docs/decisions/0007-ingest.md).
 */
export async function answerReportPost(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, headers, body } = await answerOf(request)
  response.writeHead(status, { ...safe, ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}

async function answerOf(request: IncomingMessage): Promise<Answer> {
  if (!isOwnHost(request.headers.host ?? null))
    return problemAnswer(
      fail('forbidden', 'This server answers to localhost only; set HAKIM_BASE_URL to use another name.')
        .error,
    )
  return receiveReports(messageOf(request))
}
