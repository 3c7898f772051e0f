import type { DataSource, EntityManager } from 'typeorm'
import { actAs } from '@/lib/db/connection/actor'
import { fail, type Result } from '@/lib/kernel/errors'
import { type PersonViewer, proof, type Terminal, type Viewer } from '@/lib/kernel/role'
import { findPerson } from '@/lib/people/db/people'
import type { Action } from '@/lib/people/domain/permissions'
import { peopleOnly, refusalOf } from '@/lib/people/domain/refusal'

/** Who changes rights: someone who is signed in, or the server's own terminal. */
export type RightsContext = { db: DataSource; viewer: Viewer | Terminal }

export type Who = PersonViewer | Terminal

/**
 * One transaction about rights. The person is read again, so that a demotion counts at once, and named in the event
 * log. `action` null: `work` checks the permissions itself.
 */
export async function rightsTransaction<T>(
  { db, viewer }: RightsContext,
  action: Action | null,
  work: (tx: EntityManager, who: Who) => Promise<Result<T>>,
): Promise<Result<T>> {
  if (viewer.kind === 'agent') return fail('forbidden', peopleOnly)
  return db.transaction(async (tx) => {
    const who = await present(tx, viewer)
    if (!who) return fail('forbidden', 'Your account is disabled or no longer exists.')
    const refusal = action && refusalOf(action, who)
    if (refusal) return fail('forbidden', refusal)
    if (who.kind === 'person') await actAs(tx, who.did, who[proof])
    return work(tx, who)
  })
}

async function present(tx: EntityManager, viewer: Who): Promise<Who | null> {
  if (viewer.kind === 'terminal') return viewer
  const person = await findPerson(tx, viewer.id)
  return person && { ...viewer, role: person.role }
}
