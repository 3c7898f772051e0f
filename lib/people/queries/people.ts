import { database } from '@/lib/db/connection/server-database'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import type { PersonViewer } from '@/lib/kernel/role'
import { readConsequences } from '@/lib/people/db/consequences'
import { readFactors } from '@/lib/people/db/factors'
import { findPersonBy } from '@/lib/people/db/people'
import { countPeopleByState, readPeopleList } from '@/lib/people/db/people-list'
import { readSessions } from '@/lib/people/db/sessions'
import type { PeopleQuery } from '@/lib/people/domain/calls'
import type { ListedSession, PeopleList, PersonAtHand } from '@/lib/people/domain/people-page'
import { refusalOf } from '@/lib/people/domain/refusal'

/** One page of people and invitations, and how many fit in each state; for administrators. */
export async function peopleList(viewer: PersonViewer, query: PeopleQuery): Promise<Result<PeopleList>> {
  const refusal = refusalOf('readPeople', viewer)
  if (refusal) return fail('forbidden', refusal)
  const { manager } = await database()
  const [people, counts] = await Promise.all([
    readPeopleList(manager, query),
    countPeopleByState(manager, query),
  ])
  return ok({ people, counts })
}

/** The running sessions of a person, given by e-mail address or DID; for administrators. */
export async function personSessions(
  viewer: PersonViewer,
  emailOrDid: string,
): Promise<Result<{ sessions: ListedSession[] }>> {
  const refusal = refusalOf('readPeople', viewer)
  if (refusal) return fail('forbidden', refusal)
  const { manager } = await database()
  const person = await findPersonBy(manager, emailOrDid)
  return person
    ? ok({ sessions: await readSessions(manager, person.id) })
    : fail('not_found', `There is no person ${emailOrDid}.`)
}

/** A person for the dialogs of the page; null when there is none, or the viewer is no administrator. */
export async function personAtHand(viewer: PersonViewer, emailOrDid: string): Promise<PersonAtHand | null> {
  if (refusalOf('setPeople', viewer)) return null
  const { manager } = await database()
  const person = await findPersonBy(manager, emailOrDid)
  if (!person) return null
  const [consequences, sessions, factors] = await Promise.all([
    readConsequences(manager, person.id),
    readSessions(manager, person.id),
    readFactors(manager, person.id),
  ])
  const { did, name, email, role } = person
  return {
    ...{ did, name, email, role, consequences, sessions, factors },
    ...{
      disabled: person.disabled_at !== null,
      erased: person.erased_at !== null,
      you: person.id === viewer.id,
    },
  }
}
