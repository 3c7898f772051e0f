import { config } from '@/lib/config'
import type { SsoRefusal } from '@/lib/people/domain/sso-refusal'

export const sendTo = (location: string): Response =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })

/** A page of this server; the address that the browser used may be a proxy's. */
export const toOwnPage = (path: string): Response => sendTo(new URL(path, config().baseUrl).href)

/** Back to the sign-in page, which says why in words. */
export function backToSignIn(why?: { provider: string; refused: SsoRefusal; next?: string }): Response {
  const query = new URLSearchParams(
    why && { provider: why.provider, refused: why.refused, ...(why.next ? { next: why.next } : {}) },
  )
  return toOwnPage(why ? `/sign-in?${query}` : '/sign-in')
}
