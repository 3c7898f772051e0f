import { fail, ok, type Result } from '@/lib/kernel/errors'
import { endSessions, logAboutPerson } from '@/lib/people/db/account-changes'
import { personTransaction } from './person-transaction'
import type { RightsContext } from './rights-transaction'

/** Ends all sessions of a person, or the given one: their next request is that of somebody who is not signed in. */
export const endPersonSessions = (
  context: RightsContext,
  emailOrDid: string,
  sessionId: string | null = null,
): Promise<Result<{ did: string; sessions_ended: number }>> =>
  personTransaction(context, 'setPeople', emailOrDid, async ({ tx, person }) => {
    const ended = await endSessions(tx, person.id, sessionId)
    if (sessionId !== null && ended === 0) return fail('not_found', 'This session has already ended.')
    if (ended > 0) await logAboutPerson(tx, 'sessions ended', { person_did: person.did, sessions: ended })
    return ok({ did: person.did, sessions_ended: ended })
  })
