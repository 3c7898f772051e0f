/** What the names of all of Hakim's cookies begin with. */
export const cookiePrefix = 'hakim'

/** The cookie of a signed-in browser; it has another name where it is sent over https only. */
export const sessionCookie = (baseUrl: string): string =>
  `${baseUrl.startsWith('https:') ? '__Secure-' : ''}${cookiePrefix}.session_token`
