import { type Failure, failureKinds } from '@/lib/kernel/errors'
import { currentRequest } from '@/lib/log/request'

/** An answer before Next or our own server sends it. */
export type Answer = { status: number; headers: Record<string, string>; body: string }

/** RFC 9457's `instance`, which identifies one occurrence: the id from the log and `x-request-id`, as a URI. */
export function occurrence(): { instance?: string } {
  const request = currentRequest()
  return request ? { instance: `urn:hakim:request:${request.id}` } : {}
}

/** A failure as RFC 9457 problem details. */
export function problemAnswer(failure: Failure): Answer {
  const { status, title } = failureKinds[failure.kind]
  const body = {
    type: `urn:hakim:problem:${failure.kind}`,
    title,
    status,
    detail: failure.detail,
    ...occurrence(),
    ...(failure.fields ? { errors: failure.fields } : {}),
    ...(failure.present ? { present: failure.present } : {}),
    ...(failure.nodes ? { nodes: failure.nodes } : {}),
  }
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(failure.allow ? { allow: failure.allow.join(', ') } : {}),
      ...(failure.retryAfter ? { 'retry-after': String(failure.retryAfter) } : {}),
      ...(status === 401 ? { 'www-authenticate': 'Bearer realm="hakim"' } : {}),
    },
    body: JSON.stringify(body),
  }
}

/** The same as a Response. */
export function problem(failure: Failure, extraHeaders: Record<string, string> = {}): Response {
  const { status, headers, body } = problemAnswer(failure)
  return new Response(body, { status, headers: { ...headers, ...extraHeaders } })
}
