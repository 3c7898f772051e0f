import { type Failure, failureKinds } from '@/lib/kernel/errors'

/** An answer before it is put on the wire, by Next or by our own server. */
export type Answer = { status: number; headers: Record<string, string>; body: string }

/** A failure as RFC 9457 problem details. */
export function problemAnswer(failure: Failure): Answer {
  const { status, title } = failureKinds[failure.kind]
  const body = {
    type: `urn:hakim:problem:${failure.kind}`,
    title,
    status,
    detail: failure.detail,
    ...(failure.fields ? { errors: failure.fields } : {}),
    ...(failure.present ? { present: failure.present } : {}),
  }
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
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
