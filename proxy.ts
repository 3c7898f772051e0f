import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { isOwnHost } from '@/lib/config'
import { fail } from '@/lib/kernel/errors'
import { pageHeader } from '@/lib/people/domain/return-path'
import { isOwnOrigin } from '@/lib/transport/own-origin'
import { problem } from '@/lib/transport/problem'
import { commonHeaders, frameHeader, pagePolicy } from '@/lib/transport/security-headers'
import { wallTokenIn } from '@/lib/views/domain/wall-token'

/** The requested page, without what the browser's router adds to mark its own request. */
function pageOf({ pathname, searchParams }: NextRequest['nextUrl']): string {
  const query = new URLSearchParams(searchParams)
  query.delete('_rsc')
  return query.size > 0 ? `${pathname}?${query}` : pathname
}

/** The headers of a page. An address with a token in it is told to no other site, and kept by no cache. */
function headersOf({ headers, nextUrl }: NextRequest, nonce: string): Record<string, string> {
  const ancestors = headers.get(frameHeader)
  const { 'x-frame-options': unframed, ...others } = commonHeaders()
  return {
    ...others,
    ...(ancestors === null && unframed !== undefined ? { 'x-frame-options': unframed } : {}),
    ...(wallTokenIn(nextUrl.pathname) === null
      ? {}
      : { 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' }),
    'content-security-policy': pagePolicy(
      nonce,
      process.env.NODE_ENV === 'development',
      ancestors ?? undefined,
    ),
  }
}

const refuse = (detail: string, headers: Record<string, string>): Response =>
  problem(fail('forbidden', detail).error, headers)

export function proxy(request: NextRequest): Response {
  const nonce = randomBytes(16).toString('base64')
  const headers = headersOf(request, nonce)
  if (!isOwnHost(request.headers.get('host')))
    return refuse('This server answers to localhost only; set HAKIM_BASE_URL to use another name.', headers)
  const isApi = request.nextUrl.pathname.startsWith('/api/')
  const reads = request.method === 'GET' || request.method === 'HEAD'
  // To change something, the API takes tokens, not cookies; a form has to come from our own origin.
  if (!reads && !isApi && !isOwnOrigin(request.headers))
    return refuse('This form was not sent from a page of this server.', headers)
  const forwarded = new Headers(request.headers)
  forwarded.set('x-nonce', nonce)
  forwarded.set(pageHeader, pageOf(request.nextUrl))
  forwarded.set('content-security-policy', headers['content-security-policy'] ?? '')
  const response = NextResponse.next({ request: { headers: forwarded } })
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

export const config = {
  matcher: [{ source: '/((?!_next/static).*)' }],
}
