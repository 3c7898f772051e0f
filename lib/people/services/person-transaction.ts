import type { EntityManager } from 'typeorm'
import { guardFailure, refusedBy } from '@/lib/db/connection/failures'
import type { PersonRow } from '@/lib/db/entities/person'
import { fail, type Result } from '@/lib/kernel/errors'
import { lockPerson } from '@/lib/people/db/account-changes'
import { type RightsContext, rightsTransaction, type Who } from './rights-transaction'

type PersonAtHand = { tx: EntityManager; who: Who; person: PersonRow }

const lastAdmin = (name: string): string =>
  `${name} is the last administrator who can sign in. Make somebody else an administrator first.`

/**
 * One transaction about one person, given by e-mail address or DID; they are locked, so that concurrent changes take turns.
 * That one administrator stays is up to the database, which also holds where two lose the right at once.
 */
export async function personTransaction<T>(
  context: RightsContext,
  action: 'setPeople' | 'readPeople',
  emailOrDid: string,
  work: (at: PersonAtHand) => Promise<Result<T>>,
): Promise<Result<T>> {
  let name = emailOrDid
  return rightsTransaction(
    context,
    action,
    async (tx, who) => {
      const person = await lockPerson(tx, emailOrDid)
      if (!person) return fail('not_found', `There is no person ${emailOrDid}.`)
      name = person.name
      return work({ tx, who, person })
    },
    (error) =>
      refusedBy(error) === 'people_last_admin'
        ? fail('conflict', lastAdmin(name)).error
        : guardFailure(error),
  )
}
