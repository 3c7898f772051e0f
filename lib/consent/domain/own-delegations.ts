import type { PinnedKey } from '@/lib/signing/domain/pinned-key'
import type { ShownPerson } from './consent-page'

type Named = { did: string; name: string | null }

/** A node that its owner can delegate; `countsNone`: its agent says that it counts no delegates. */
export type DelegableNode = Named & { countsNone: boolean }

/** A delegation by somebody (`given`) or to them; `person` is the other one. */
export type OwnDelegation = {
  delegationId: string
  given: boolean
  signed: boolean
  node: Named
  person: { did: string; name: string }
  from: Date
  until: Date
}

/** Delegations that were made together: of one person, for the same time; times in ISO 8601. */
export type DelegationGroup = {
  key: string
  given: boolean
  person: { did: string; name: string }
  from: string
  until: string
  begun: boolean
  nodes: Named[]
  unsigned: number
  delegationIds: string[]
}

const minute = (time: Date): number => Math.floor(time.getTime() / 60_000)

/** What begins later to the minute was made one after the other. */
const startOf = ({ from, person, given, until }: OwnDelegation, now: number): string =>
  [given, person.did, from.getTime() <= now ? 'begun' : minute(from), minute(until)].join(' ')

export function groupDelegations(delegations: readonly OwnDelegation[], now: number): DelegationGroup[] {
  const groups = new Map<string, DelegationGroup>()
  for (const delegation of delegations) {
    const { given, person, from, until, node, signed, delegationId } = delegation
    const key = startOf(delegation, now)
    const group = groups.get(key) ?? {
      ...{ key, given, person, from: from.toISOString(), until: until.toISOString() },
      ...{ begun: from.getTime() <= now, nodes: [], unsigned: 0, delegationIds: [] },
    }
    group.nodes.push(node)
    group.delegationIds.push(delegationId)
    group.unsigned += signed ? 0 : 1
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** The data of /account/delegations. */
export type DelegationsPage = {
  nodes: DelegableNode[]
  groups: DelegationGroup[]
  /** Approvers to delegate to, and the keys with which they sign by their DID; empty for somebody without nodes. */
  people: ShownPerson[]
  signingKeys: Record<string, PinnedKey[]>
}
