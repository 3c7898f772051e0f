import createClient, { type Client } from 'openapi-fetch'
import type { paths } from './api-types'

// Needs nothing of Hakim but these two files: copy this folder, or generate api-types.d.ts from a server's own description.

/** The HTTP API of a Hakim server: paths, parameters, bodies and answers have the types of its description. */
export type HakimClient = Client<paths>

/**
 * Calls the server at a URL as the person or agent whose token it is. A call resolves to `data`, or to `error`, a
 * problem (RFC 9457), beside `response`; it rejects without an answer within `timeoutMs`. It follows no redirects, so that no
 * other server gets the token.
 */
export const createHakimClient = ({
  server,
  token,
  userAgent = 'hakim-client',
  timeoutMs = 30_000,
  fetch: send = fetch,
}: {
  server: string
  /** Without one only what needs none, such as the description. */
  token?: string | undefined
  userAgent?: string
  timeoutMs?: number
  fetch?: (request: Request) => Promise<Response>
}): HakimClient =>
  createClient<paths>({
    baseUrl: server,
    redirect: 'manual',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...{ accept: 'application/json', 'user-agent': userAgent },
    },
    fetch: (request) => send(new Request(request, { signal: AbortSignal.timeout(timeoutMs) })),
  })
