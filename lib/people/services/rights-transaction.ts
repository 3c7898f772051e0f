import type { DataSource, EntityManager } from 'typeorm'
import { actAs } from '@/lib/db/connection/actor'
import { guardFailure } from '@/lib/db/connection/failures'
import { type Failure, fail, type Result } from '@/lib/kernel/errors'
import { type PersonViewer, proof, type Terminal, type Viewer } from '@/lib/kernel/role'
import { findPerson } from '@/lib/people/db/people'
import type { Action } from '@/lib/people/domain/permissions'
import { peopleOnly, refusalOf } from '@/lib/people/domain/refusal'

/** Who changes rights: someone who is signed in, or the server's own terminal. */
export type RightsContext = { db: DataSource; viewer: Viewer | Terminal }

export type Who = PersonViewer | Terminal

/** Takes the transaction back. */
class Refused extends Error {
  constructor(readonly failure: Failure) {
    super(failure.detail)
  }
}

/**
 * One transaction about rights, of which nothing stays after a failure. The person is read again, so that a demotion counts at
 * once, and named in the event log. `action` null: `work` checks the permissions itself. What PostgreSQL's guards refuse,
 * because something changed after it was checked, is a failure: `refusedAs` says which.
 */
export async function rightsTransaction<T>(
  { db, viewer }: RightsContext,
  action: Action | null,
  work: (tx: EntityManager, who: Who) => Promise<Result<T>>,
  refusedAs: (error: unknown) => Failure | null = guardFailure,
): Promise<Result<T>> {
  if (viewer.kind === 'agent') return fail('forbidden', peopleOnly)
  try {
    return await db.transaction(async (tx) => {
      const who = await present(tx, viewer)
      if (!who) return fail('forbidden', 'Your account is disabled or no longer exists.')
      const refusal = action && refusalOf(action, who)
      if (refusal) return fail('forbidden', refusal)
      if (who.kind === 'person') await actAs(tx, who.did, who[proof])
      const done = await work(tx, who)
      if (!done.ok) throw new Refused(done.error)
      return done
    })
  } catch (error) {
    const failure = error instanceof Refused ? error.failure : refusedAs(error)
    if (!failure) throw error
    return { ok: false, error: failure }
  }
}

async function present(tx: EntityManager, viewer: Who): Promise<Who | null> {
  if (viewer.kind === 'terminal') return viewer
  const person = await findPerson(tx, viewer.id)
  return person && { ...viewer, role: person.role }
}
