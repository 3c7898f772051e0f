import type { IncomingMessage, ServerResponse } from 'node:http'
import { messageOf } from './http-message'
import { receiveReports } from './receive-reports'
import { sendAnswer } from './send-answer'

const path = '/api/v1/reports'

export const isReportPost = ({ method, url }: IncomingMessage): boolean =>
  method === 'POST' && (url === path || url?.startsWith(`${path}?`) === true)

/**
 * Reports bypass Next, which copies each body and takes some milliseconds per call; this takes a tenth of a millisecond
 * (docs/decisions/0007-ingest.md).
 */
export const answerReportPost = (request: IncomingMessage, response: ServerResponse): Promise<void> =>
  sendAnswer(response, () => receiveReports(messageOf(request)))
