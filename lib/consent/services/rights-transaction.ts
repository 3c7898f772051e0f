import type { DataSource, EntityManager } from 'typeorm'
import { type NodeStanding, standingOn } from '@/lib/consent/db/standing'
import { actAs } from '@/lib/db/connection/actor'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { fail, type Result } from '@/lib/kernel/errors'
import type { PersonViewer, Terminal, Viewer } from '@/lib/kernel/role'
import { findPerson } from '@/lib/people/db/people'
import type { Relation } from '@/lib/people/domain/permission'
import type { Action } from '@/lib/people/domain/permissions'
import { peopleOnly, refusalOf } from '@/lib/people/domain/refusal'

/** Who changes rights: someone who is signed in, or the server's own terminal. */
export type RightsContext = { db: DataSource; viewer: Viewer | Terminal }

type Who = PersonViewer | Terminal

const noSuchNode = (did: string) => fail('not_found', `There is no node ${did}.`)

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
    if (!who) return fail('forbidden', 'Your account no longer exists.')
    const refusal = action && refusalOf(action, who)
    if (refusal) return fail('forbidden', refusal)
    if (who.kind === 'person') await actAs(tx, who.did)
    return work(tx, who)
  })
}

async function present(tx: EntityManager, viewer: Who): Promise<Who | null> {
  if (viewer.kind === 'terminal') return viewer
  const person = await findPerson(tx, viewer.id)
  return person && { ...viewer, role: person.role }
}

type NodeAtHand = { tx: EntityManager; who: Who; nodeDid: string; standing: NodeStanding }

/** The same for one visible node; it is locked, so that concurrent changes of its owners take turns. */
export const nodeTransaction = <T>(
  context: RightsContext,
  action: Action,
  nodeDid: string,
  work: (at: NodeAtHand) => Promise<Result<T>>,
): Promise<Result<T>> =>
  rightsTransaction(context, null, async (tx, who) => {
    if (who.kind === 'person' && !(await nodeScope(tx, who, nodeDid))) return noSuchNode(nodeDid)
    const standing = await standingOn(tx, nodeDid, who.kind === 'person' ? who.id : null)
    if (!standing) return noSuchNode(nodeDid)
    const relations: Relation[] = [
      ...(standing.owner ? (['owner'] as const) : []),
      ...(standing.delegate ? (['delegate'] as const) : []),
    ]
    const refusal = refusalOf(action, who, relations)
    return refusal ? fail('forbidden', refusal) : work({ tx, who, nodeDid, standing })
  })
