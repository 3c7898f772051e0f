import type { IncomingMessage, ServerResponse } from 'node:http'
import { isOwnHost } from '@/lib/config'
import { fail } from '@/lib/kernel/errors'
import { type Answer, problemAnswer } from '@/lib/transport/problem'
import { closedPolicy, commonHeaders } from '@/lib/transport/security-headers'

const foreignHost = fail(
  'forbidden',
  'This server answers to localhost only; set HAKIM_BASE_URL to use another name.',
).error

/** The answer to a call by a name that is not ours; null otherwise. */
export const ownHostOnly = ({ headers }: IncomingMessage): Answer | null =>
  isOwnHost(headers.host ?? null) ? null : problemAnswer(foreignHost)

/** Answers a call that bypasses Next. */
export async function sendAnswer(response: ServerResponse, work: () => Promise<Answer>): Promise<void> {
  writeAnswer(response, await work())
}

/** Sets what every answer has; `proxy.ts` replaces the policy for pages. */
export function setCommonHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(commonHeaders())) response.setHeader(name, value)
  response.setHeader('content-security-policy', closedPolicy)
}

/** Sends an answer as it is. */
export function writeAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
  const length = status === 304 ? {} : { 'content-length': Buffer.byteLength(body) }
  response.writeHead(status, { ...headers, ...length })
  response.end(body)
}
