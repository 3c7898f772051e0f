import { fail, ok, type Result } from '@/lib/kernel/errors'
import { endSessions, logAboutPerson } from '@/lib/people/db/account-changes'
import { removeFactors } from '@/lib/people/db/factors'
import type { Factors } from '@/lib/people/domain/people-page'
import { personTransaction } from './person-transaction'
import type { RightsContext } from './rights-transaction'

type Removed = Factors & { did: string; sessions_ended: number }

/**
 * For somebody who has lost their phone and the recovery codes: removes the second factor and all passkeys, which were on the
 * same phone as likely as not, and ends their sessions. The password signs in alone from then on.
 */
export const removeSecondFactor = (context: RightsContext, emailOrDid: string): Promise<Result<Removed>> =>
  personTransaction<Removed>(context, 'setPeople', emailOrDid, async ({ tx, who, person }) => {
    if (who.kind === 'person' && who.id === person.id)
      return fail(
        'forbidden',
        'Turn off your own second factor under My account, which asks for your password.',
      )
    const removed = await removeFactors(tx, person.id)
    if (!removed.second_factor && removed.passkeys === 0)
      return fail('conflict', `${person.name} has no second factor and no passkeys.`)
    const ended = await endSessions(tx, person.id)
    if (ended > 0) await logAboutPerson(tx, 'sessions ended', { person_did: person.did, sessions: ended })
    return ok({ did: person.did, ...removed, sessions_ended: ended })
  })
