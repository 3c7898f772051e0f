import type { Role } from '@/lib/kernel/role'
import type { ShownRule } from './rule-text'

export type ShownPerson = { did: string; name: string; role: Role }

export type ShownGroup = { groupId: string; name: string; members: ShownPerson[]; rules: string[] }

/** What /settings/consent shows. A refusal says why the viewer may not change something; null when they may. */
export type ConsentSettings = {
  groups: ShownGroup[]
  rules: ShownRule[]
  /** To choose members from; empty for who may not change groups. */
  people: ShownPerson[]
  groupsRefusal: string | null
  rulesRefusal: string | null
}

/** A delegation that holds now or will; times in ISO 8601. */
type ShownDelegation = {
  delegationId: string
  owner: { did: string; name: string }
  delegate: { did: string; name: string }
  from: string
  until: string
  begun: boolean
  /** Why the viewer may not end it; null when they may. */
  refusal: string | null
}

/** A weekly window: days as in ISO 8601, minutes since midnight in its zone. */
type ShownWindow = {
  windowId: string
  name: string
  weekdays: number[]
  startMinute: number
  durationMinutes: number
  timeZone: string
}

/** Who decides on a node, by which rules and when. */
export type NodeConsent = {
  did: string
  name: string | null
  restricted: boolean
  owners: (ShownPerson & { you: boolean })[]
  delegations: ShownDelegation[]
  windows: ShownWindow[]
  rules: ShownRule[]
  /** To choose owners and delegates from; empty for who may name neither. */
  people: ShownPerson[]
  /** Why the viewer may not; null when they may. */
  refusals: Record<'addOwner' | 'removeOwner' | 'delegate' | 'setWindows' | 'restrictNode', string | null>
}
