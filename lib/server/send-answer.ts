import type { IncomingMessage, ServerResponse } from 'node:http'
import { isOwnHost } from '@/lib/config'
import { fail } from '@/lib/kernel/errors'
import { type Answer, problemAnswer } from '@/lib/transport/problem'

export const safeHeaders = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
}

const foreignHost = fail(
  'forbidden',
  'This server answers to localhost only; set HAKIM_BASE_URL to use another name.',
).error

/** The answer to a call by a name that is not ours; null otherwise. */
export const ownHostOnly = ({ headers }: IncomingMessage): Answer | null =>
  isOwnHost(headers.host ?? null) ? null : problemAnswer(foreignHost)

/** Answers a call that bypasses Next, with the headers that `proxy.ts` sets on all others. */
export async function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  work: () => Promise<Answer>,
): Promise<void> {
  writeAnswer(response, ownHostOnly(request) ?? (await work()))
}

/** Sends an answer as it is. */
export function writeAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
  const length = status === 304 ? {} : { 'content-length': Buffer.byteLength(body) }
  response.writeHead(status, { ...safeHeaders, ...headers, ...length })
  response.end(body)
}
