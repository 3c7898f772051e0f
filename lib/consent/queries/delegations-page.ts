import { readDelegable, readOwnDelegations } from '@/lib/consent/db/delegations'
import { readPeople } from '@/lib/consent/db/settings'
import type { DelegationsPage } from '@/lib/consent/domain/own-delegations'
import { groupDelegations } from '@/lib/consent/domain/own-delegations'
import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'
import { allSigningKeys } from '@/lib/people/db/consent-keys'

/** What the viewer has delegated and what was delegated to them, with what a further one needs. */
export async function delegationsPage(viewer: PersonViewer): Promise<DelegationsPage> {
  const { manager } = await database()
  const [nodes, delegations] = await Promise.all([
    readDelegable(manager, viewer.id),
    readOwnDelegations(manager, viewer),
  ])
  const [people, signingKeys] =
    nodes.length === 0 ? [[], {}] : await Promise.all([readPeople(manager, true), allSigningKeys(manager)])
  return {
    nodes,
    groups: groupDelegations(delegations, Date.now()),
    people: people.filter(({ did }) => did !== viewer.did),
    signingKeys,
  }
}
