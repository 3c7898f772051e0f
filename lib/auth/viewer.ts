import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { config } from '@/lib/config'
import { database } from '@/lib/db/connection/server-database'
import { type PersonViewer, proof } from '@/lib/kernel/role'
import { findPerson } from '@/lib/people/db/people'
import { pageHeader, signInPath } from '@/lib/people/domain/return-path'
import { sessionCookie } from '@/lib/people/domain/session-cookie'
import { auth } from './auth'

/** Who is signed in, with their current role and DID from the database; null when nobody is. */
export const currentPerson = cache(async (): Promise<PersonViewer | null> => personOf(await headers()))

/** The same, from the cookies of a request. */
export async function personOf(requestHeaders: Headers): Promise<PersonViewer | null> {
  if (!hasCookie(requestHeaders)) return null
  const session = await auth().api.getSession({ headers: requestHeaders })
  if (!session) return null
  const person = await findPerson((await database()).manager, session.user.id)
  return (
    person && {
      ...{ kind: 'person', id: person.id, did: person.did, name: person.name, role: person.role },
      [proof]: { kind: 'session', secret: session.session.token },
    }
  )
}

const hasCookie = (requestHeaders: Headers): boolean =>
  requestHeaders.get('cookie')?.includes(sessionCookie(config().baseUrl)) === true

/** For pages: who is signed in; otherwise redirects to the sign-in page and from there back. */
export async function requirePerson(): Promise<PersonViewer> {
  const person = await currentPerson()
  if (person) return person
  const requestHeaders = await headers()
  redirect(signInPath(requestHeaders.get(pageHeader), hasCookie(requestHeaders)))
}
