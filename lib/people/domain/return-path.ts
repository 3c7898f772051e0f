const here = 'http://here.invalid'

/** Pages that redirect people who are signed in. */
const entrance = /^\/(sign-in|setup)(\/|$)/

/** The header in which the proxy passes the requested address to the pages; it overwrites one sent by a client. */
export const pageHeader = 'x-hakim-page'

const longest = 2_048

/**
 * The page someone requested before they had to sign in, as a path of this server with its query. `/` for anything
 * else: another origin in any spelling, the sign-in page itself, or a value that is not text.
 */
export function ownPage(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > longest || !wanted.startsWith('/')) return '/'
  if (!URL.canParse(wanted, here)) return '/'
  const { origin, pathname, search } = new URL(wanted, here)
  // "/.//evil.example" has our origin but a path that a browser would read as another host.
  if (origin !== here || pathname.startsWith('//') || entrance.test(pathname)) return '/'
  return pathname + search
}

/** The path of the sign-in page that leads back to this page; `ended`: that says that a session has ended. */
export function signInPath(wanted: unknown, ended = false): string {
  const page = ownPage(wanted)
  const query = [...(ended ? ['ended=1'] : []), ...(page === '/' ? [] : [`next=${encodeURIComponent(page)}`])]
  return query.length === 0 ? '/sign-in' : `/sign-in?${query.join('&')}`
}

/** The page of the second step of signing in, which leads on to this page. */
export function codePath(wanted: unknown): string {
  const page = ownPage(wanted)
  return page === '/' ? '/sign-in/code' : `/sign-in/code?next=${encodeURIComponent(page)}`
}
