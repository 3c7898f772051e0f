import { ownersAble, readRules } from '@/lib/consent/db/rules'
import { readDelegations, readOwnersOf, readPeople, readWindows } from '@/lib/consent/db/settings'
import type { NodeConsent } from '@/lib/consent/domain/consent-page'
import { database } from '@/lib/db/connection/server-database'
import { readFleet } from '@/lib/fleet/db/nodes'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { nodeTrust } from '@/lib/fleet/domain/node-trust'
import type { PersonViewer } from '@/lib/kernel/role'
import { allSigningKeys } from '@/lib/people/db/consent-keys'
import type { Action } from '@/lib/people/domain/permissions'
import { refusalOf } from '@/lib/people/domain/refusal'
import { taskOffers } from '@/lib/tasks/domain/task'
import { nodePins } from './node-pins'
import { shownChanges } from './shown-changes'
import { shownRule } from './shown-rule'

/** Who decides on a node, by which rules and when; null when the node does not exist for this viewer. */
export async function nodeConsent(viewer: PersonViewer, did: string): Promise<NodeConsent | null> {
  const { manager } = await database()
  const scope = await nodeScope(manager, viewer, did)
  const [node] = scope ? await readFleet(manager, scope) : []
  if (!scope || !node) return null
  const mine = node.owners.some(({ id }) => id === viewer.id)
  const may = (action: Action): string | null => refusalOf(action, viewer, mine ? ['owner'] : [])
  const [owners, delegations, windows, rules, people, signingKeys, changes, able] = await Promise.all([
    readOwnersOf(manager, scope),
    readDelegations(manager, scope),
    readWindows(manager, scope),
    readRules(manager, scope.did),
    mine || may('addOwner') === null ? readPeople(manager, false) : [],
    mine ? allSigningKeys(manager) : {},
    shownChanges(viewer, scope.did),
    ownersAble(manager, scope.did),
  ])
  const offered = new Set((taskOffers.safeParse(node.tasks).data ?? []).map(({ name }) => name))
  const applies = (task: string | null): boolean => task === null || offered.size === 0 || offered.has(task)
  return {
    did: node.node_did,
    name: node.name,
    restricted: node.restricted,
    owners: owners.map((owner) => ({ ...owner, you: owner.did === viewer.did })),
    delegations: delegations.map((row) => ({
      delegationId: row.delegation_id,
      owner: { did: row.owner_did, name: row.owner_name },
      delegate: { did: row.delegate_did, name: row.delegate_name },
      from: row.valid_from.toISOString(),
      until: row.valid_until.toISOString(),
      begun: row.valid_from.getTime() <= Date.now(),
      active: row.active,
      signed: row.signed,
      refusal: [row.owner_did, row.delegate_did].includes(viewer.did)
        ? null
        : refusalOf('revokeDelegation', viewer),
    })),
    signingKeys,
    countsNoDelegates: nodeTrust.safeParse(node.consent).data?.delegation === false,
    windows,
    pins: await nodePins(scope.did, node.owners),
    rules: rules
      .filter(({ task_name }) => applies(task_name))
      .map((rule) => shownRule(rule, { nodes: 1, able: able >= rule.owners ? 1 : 0 })),
    changes,
    people,
    refusals: {
      addOwner: may('addOwner'),
      removeOwner: may('removeOwner'),
      delegate: may('delegate'),
      setWindows: may('setWindows'),
      restrictNode: may('restrictNode'),
    },
  }
}
