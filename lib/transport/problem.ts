import { type Failure, failureKinds } from '@/lib/domain/errors'

/** A failure as RFC 9457 problem details. */
export function problem(failure: Failure, extraHeaders: Record<string, string> = {}): Response {
  const { status, title } = failureKinds[failure.kind]
  const body = {
    type: `urn:hakim:problem:${failure.kind}`,
    title,
    status,
    detail: failure.detail,
    ...(failure.fields ? { errors: failure.fields } : {}),
    ...(failure.present ? { present: failure.present } : {}),
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(failure.retryAfter ? { 'retry-after': String(failure.retryAfter) } : {}),
      ...(status === 401 ? { 'www-authenticate': 'Bearer realm="hakim"' } : {}),
      ...extraHeaders,
    },
  })
}
