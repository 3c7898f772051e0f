import { cookiePrefix } from './session-cookie'

/** The cookie of a browser in which somebody has signed in before; browsers keep no cookie longer than 400 days. */
export const deviceCookie = (baseUrl: string): string => `${cookiePrefix(baseUrl)}.device`

export const deviceCookieSeconds = 400 * 86_400

/** The value of one cookie in a Cookie header. */
export function cookieIn(header: string | undefined, name: string): string | null {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return null
}
