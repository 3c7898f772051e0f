/**
 * What the names of the cookies of a sign-in begin with. Over https a browser takes a `__Host-` cookie from this very host
 * only: no subdomain and no page over http can set another in its place.
 */
export const cookiePrefix = (baseUrl: string): string =>
  baseUrl.startsWith('https:') ? '__Host-hakim' : 'hakim'

/** The cookie of a signed-in browser. */
export const sessionCookie = (baseUrl: string): string => `${cookiePrefix(baseUrl)}.session_token`
