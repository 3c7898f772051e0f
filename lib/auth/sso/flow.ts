import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { config, readSecret } from '@/lib/config'
import { cookiePrefix } from '@/lib/people/domain/session-cookie'

/** What the browser keeps while somebody is at the provider: only this browser can finish what it began. */
const flow = z.strictObject({
  provider: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
  expires: z.number(),
})
export type SsoFlow = z.infer<typeof flow>

export const flowSeconds = 600

const isSecure = (): boolean => config().baseUrl.startsWith('https:')

export const flowCookie = (): string => `${cookiePrefix(config().baseUrl)}.sso`

/** Lax: the browser comes back from another site. */
export const flowCookieOptions = () =>
  ({ httpOnly: true, sameSite: 'lax', secure: isSecure(), path: '/', maxAge: flowSeconds }) as const

const signature = (text: string): Buffer =>
  createHmac('sha256', readSecret(config())).update(`sso flow ${text}`).digest()

export function signFlow(value: SsoFlow): string {
  const text = Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${text}.${signature(text).toString('base64url')}`
}

/** Null for a cookie that this server did not write, or that is too old. */
export function readFlow(cookie: string | undefined, now = Date.now()): SsoFlow | null {
  const [text = '', signed = ''] = (cookie ?? '').split('.')
  const given = Buffer.from(signed, 'base64url')
  const right = signature(text)
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null
  const parsed = flow.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  return parsed.success && parsed.data.expires > now ? parsed.data : null
}
