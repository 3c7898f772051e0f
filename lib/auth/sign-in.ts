import { APIError } from 'better-auth/api'
import { headers } from 'next/headers'
import { config, isLoopback, readSecret } from '@/lib/config'
import { database } from '@/lib/db/connection/server-database'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { Role } from '@/lib/kernel/role'
import { localAccount } from '@/lib/people/db/local-account'
import { clearSignInFailures, recordSignInFailure, signInFailures } from '@/lib/people/db/people'
import { auth } from './auth'
import { ssoProviders } from './sso/providers'

/** Wrong passwords in a row before there is a wait; each further one doubles it, up to a quarter of an hour. */
const freeFailures = 5
const longestWaitSeconds = 900

/** Signs in and sets the session cookie. An unknown e-mail and a wrong password get the same answer. */
export async function signInWithPassword(email: string, password: string): Promise<Result<null>> {
  const { manager } = await database()
  const account = email.trim().toLowerCase()
  const { failures, secondsAgo } = await signInFailures(manager, account)
  const wait = failures < freeFailures ? 0 : Math.min(longestWaitSeconds, 2 ** (failures - freeFailures + 1))
  if (secondsAgo < wait) {
    const retryAfter = Math.ceil(wait - secondsAgo)
    return fail('too_many', `Too many wrong passwords for this account; try again in ${retryAfter} s.`, {
      retryAfter,
    })
  }
  try {
    await auth().api.signInEmail({ body: { email: account, password }, headers: await headers() })
  } catch (error) {
    if (!(error instanceof APIError)) throw error
    await recordSignInFailure(manager, account)
    return fail('unauthenticated', 'E-mail or password is wrong.', {
      fields: [{ path: 'password', message: 'does not match this e-mail' }],
    })
  }
  await clearSignInFailures(manager, account)
  return ok(null)
}

/** One click in local mode: only if the server listens on loopback and was called by a loopback name. */
export async function signInLocally(role: Role): Promise<Result<null>> {
  const host = (await headers()).get('host') ?? ''
  const name = host.replace(/:\d+$/, '')
  if (!config().oneClick || !isLoopback(name))
    return fail(
      'forbidden',
      'One-click accounts exist in local mode on this machine only; sign in with a password.',
    )
  const { email, password } = localAccount(readSecret(config()), role)
  return signInWithPassword(email, password)
}

/** Ends this browser's session; returns the provider that it came from. */
export async function signOutHere(): Promise<string | null> {
  const session = await auth().api.getSession({ headers: await headers() })
  await auth().api.signOut({ headers: await headers() })
  return ssoProviders().find(({ issuer }) => issuer === session?.session.issuer)?.id ?? null
}

/** Opens a session for a person whom this provider has identified. */
export async function openSession(personId: string, issuer: string): Promise<boolean> {
  const { opened } = await auth().api.openPersonSession({
    body: { personId, issuer },
    headers: await headers(),
  })
  return opened
}
