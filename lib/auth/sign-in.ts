import { APIError } from 'better-auth/api'
import { headers } from 'next/headers'
import type { EntityManager } from 'typeorm'
import { config, isLoopback, readSecret } from '@/lib/config'
import { guardFailure } from '@/lib/db/connection/failures'
import { database } from '@/lib/db/connection/server-database'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { Role } from '@/lib/kernel/role'
import { currentRequest } from '@/lib/log/request'
import { localAccount } from '@/lib/people/db/local-account'
import { clearTries, reserveTry, returnTry, type TryCounter, tryCounter } from '@/lib/people/db/sign-in-tries'
import { waitSentence } from '@/lib/people/domain/sign-in-tries'
import { auth } from './auth'
import { oneClickIsOn } from './one-click'
import { deviceFor, endSignIn } from './remember-browser'
import { ssoProviders } from './sso/providers'

/**
 * What a try is counted by. A browser that was signed in to this account before has a counter of its own, so that strangers'
 * guesses never keep its owner out.
 */
async function countersFor(account: string): Promise<TryCounter[]> {
  const secret = readSecret(config())
  const device = await deviceFor(account)
  if (device) return [tryCounter(secret, 'device', device)]
  const network = currentRequest()?.network ?? 'unknown'
  return [tryCounter(secret, 'network', network), tryCounter(secret, 'account', account)]
}

const wrong = fail('unauthenticated', 'E-mail or password is wrong.', {
  fields: [{ path: 'password', message: 'does not match this e-mail' }],
})

/** Others may have guessed from the same network; what they tried stays counted. */
async function forgetTries(db: EntityManager, counters: readonly TryCounter[]): Promise<void> {
  for (const counter of counters)
    await (counter.kind === 'network' ? returnTry(db, counter) : clearTries(db, counter))
}

/** `secondFactor`: the password was right, and a code has to follow (code-sign-in.ts). */
type SignedIn = { secondFactor: boolean }

/** Signs in and sets the session cookie. An unknown e-mail and a wrong password get the same answer. */
export async function signInWithPassword(email: string, password: string): Promise<Result<SignedIn>> {
  const { manager } = await database()
  const account = email.trim().toLowerCase()
  const counters = await countersFor(account)
  const wait = await reserveTry(manager, counters)
  if (wait) return fail('too_many', waitSentence(wait.kind, wait.seconds), { retryAfter: wait.seconds })
  let person: { id: string; email: string } | null
  try {
    const answer = await auth().api.signInEmail({
      body: { email: account, password },
      headers: await headers(),
    })
    // The plugin's answer instead of a session; its type is that of the call.
    person = 'twoFactorRedirect' in answer ? null : answer.user
  } catch (error) {
    if (error instanceof APIError) return wrong
    for (const counter of counters) await returnTry(manager, counter)
    // The password was right, but the account is disabled.
    const refusal = guardFailure(error)
    if (refusal) return { ok: false, error: refusal }
    throw error
  }
  await forgetTries(manager, counters)
  if (person) await endSignIn(person)
  return ok({ secondFactor: person === null })
}

/** One click in local mode: only while the server is called by loopback names and without a proxy. */
export async function signInLocally(role: Role): Promise<Result<SignedIn>> {
  const host = (await headers()).get('host') ?? ''
  const name = host.replace(/:\d+$/, '')
  if (!oneClickIsOn() || !isLoopback(name))
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
  if (opened) await endSignIn(opened)
  return opened !== null
}
