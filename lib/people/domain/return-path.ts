const here = 'http://here.invalid'

/** Pages that somebody who is signed in is sent on from. */
const entrance = /^\/(sign-in|setup)(\/|$)/

/** What the proxy tells the pages of the address that was asked for; it overwrites one that was sent. */
export const pageHeader = 'x-hakim-page'

const longest = 2_048

/**
 * The page that somebody asked for before they had to sign in, as a path of this server with its query. `/` for anything
 * that is none: another origin however it is written, the entrance itself, what is no text.
 */
export function ownPage(wanted: unknown): string {
  if (typeof wanted !== 'string' || wanted.length > longest || !wanted.startsWith('/')) return '/'
  if (!URL.canParse(wanted, here)) return '/'
  const { origin, pathname, search } = new URL(wanted, here)
  // "/.//evil.example" has our origin, and a path that a browser would take for another host.
  if (origin !== here || pathname.startsWith('//') || entrance.test(pathname)) return '/'
  return pathname + search
}

/** The way to the sign-in page and from there back to this page. */
export function signInPath(wanted: unknown): string {
  const page = ownPage(wanted)
  return page === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(page)}`
}
