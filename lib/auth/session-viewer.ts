import type { DataSource } from 'typeorm'
import { config } from '@/lib/config'
import { database } from '@/lib/db/connection/server-database'
import { coalesce } from '@/lib/kernel/coalesce'
import type { PersonViewer } from '@/lib/kernel/role'
import { sessionPeople } from '@/lib/people/db/sessions'
import { cookieIn } from '@/lib/people/domain/device-cookie'
import { sessionCookie } from '@/lib/people/domain/session-cookie'
import { auth } from './auth'

/** How many cookies are remembered. */
const most = 10_000

type LookUp = (token: string) => Promise<PersonViewer | null>
type Known = {
  /** The token in each cookie whose signature was verified: it never becomes another. */
  tokens: Map<string, string>
  /** Calls that arrive while a look-up runs share the next one. */
  lookUp: LookUp
}
const known = new WeakMap<DataSource, Known>()

function knownOf(db: DataSource): Known {
  const found = known.get(db)
  if (found) return found
  const lookUp = coalesce<string, PersonViewer | null>({
    run: (tokens) => sessionPeople(db.manager, tokens),
    ...{ parallel: () => 2, worth: 100, room: 500 },
    sizeOf: () => 1,
  })
  const made: Known = { tokens: new Map(), lookUp }
  known.set(db, made)
  return made
}

/** The token that a signed cookie holds; the session is not prolonged, since this answer cannot renew the cookie. */
async function verifiedToken(name: string, cookie: string): Promise<string | null> {
  const headers = new Headers({ cookie: `${name}=${cookie}` })
  const session = await auth().api.getSession({ headers, query: { disableRefresh: true } })
  return session?.session.token ?? null
}

/** The verified token of the session cookie among these; null when there is none. */
export async function sessionToken(cookies: string | undefined): Promise<string | null> {
  const name = sessionCookie(config().baseUrl)
  const cookie = cookies === undefined ? null : cookieIn(cookies, name)
  if (cookie === null) return null
  const { tokens } = knownOf(await database())
  return tokens.get(cookie) ?? verifiedToken(name, cookie)
}

/**
 * The person of a session cookie, for calls that many browsers make every two seconds: better-auth verifies a cookie once,
 * which takes a millisecond; whether its session still runs, and whose it is, is read every time.
 */
export async function sessionViewer(cookies: string | undefined): Promise<PersonViewer | null> {
  const name = sessionCookie(config().baseUrl)
  const cookie = cookieIn(cookies, name)
  if (cookie === null) return null
  const { tokens, lookUp } = knownOf(await database())
  const token = tokens.get(cookie) ?? (await verifiedToken(name, cookie))
  if (token === null) return null
  const viewer = await lookUp(token)
  tokens.delete(cookie)
  if (viewer) tokens.set(cookie, token)
  for (const oldest of tokens.keys()) {
    if (tokens.size <= most) break
    tokens.delete(oldest)
  }
  return viewer
}
