import type { Role } from '@/lib/kernel/role'
import type { PinnedKey } from '@/lib/signing/domain/pinned-key'
import type { Pins } from '@/lib/signing/domain/pins'
import type { ChangeState } from './changes'
import type { RuleVersion } from './rule-facts'
import type { RuleMatches } from './rule-matches'
import type { ShownRule } from './rule-text'
import type { WeeklyWindow } from './weekly-window'

export type ShownPerson = { did: string; name: string; role: Role; disabled: boolean }

export type ShownGroup = { groupId: string; name: string; members: ShownPerson[]; rules: string[] }

/** `onDuty`: the name of who is; null: nobody, or there is no rota. */
export type GroupOnDuty = ShownGroup & { onDuty: string | null }

/** Who of a group is on duty when; times in ISO 8601. */
export type ShownRota = {
  people: (NamedPerson & { available: boolean })[]
  turnDays: number
  /** Such as 2026-12-07. */
  startsOn: string
  /** Such as 09:00. */
  handover: string
  timeZone: string
  escalateMinutes: number
  onDuty: NamedPerson | null
  next: { at: string; person: NamedPerson }[]
  swaps: { swapId: string; person: NamedPerson; insteadOf: NamedPerson; starts: string; ends: string }[]
}

export type NamedPerson = { did: string; name: string }

/** The data of a group's page. */
export type GroupPage = { group: ShownGroup; rota: ShownRota | null; refusal: string | null }

/** A change that owners are asked about; times in ISO 8601. */
export type ShownChange = {
  changeId: string
  text: string
  /** The node's name; null for a rule. */
  node: string | null
  /** The id of the rule; null for a node. */
  rule: string | null
  reason: string | null
  askedBy: string
  askedAt: string
  dueAt: string
  /** It was due for over a minute, and is not carried out. */
  overdue: boolean
  state: ChangeState
  decidedBy: string | null
  decidedAt: string | null
  digest: string
  /** `agreeRefusal`: why somebody who can refuse it cannot agree to it. */
  may: { agree: boolean; agreeRefusal: string | null; refuse: boolean; withdraw: boolean }
}

/** A change that its owner can sign at once. */
export type ToSign = { change: string; digest: string }

/** The data of /settings/consent. A refusal says why the viewer cannot change something; null when they can. */
export type ConsentSettings = {
  groups: GroupOnDuty[]
  rules: ShownRule[]
  changes: ShownChange[]
  /** People to choose members from; empty for viewers who cannot change groups. */
  people: ShownPerson[]
  groupsRefusal: string | null
  rulesRefusal: string | null
}

/** The data of a rule's page; `matches` and `groups` for its form. */
export type RulePage = {
  rule: ShownRule
  versions: readonly [RuleVersion, ...RuleVersion[]]
  changes: ShownChange[]
  groups: ShownGroup[]
  matches: RuleMatches
  refusal: string | null
}

/** A delegation that is valid now or later; times in ISO 8601. */
type ShownDelegation = {
  delegationId: string
  owner: { did: string; name: string }
  delegate: { did: string; name: string }
  from: string
  until: string
  begun: boolean
  /** Owner and delegate are both active; else it does not count. */
  active: boolean
  /** Its owner has signed it, so that it counts on a node with pins. */
  signed: boolean
  /** Why the viewer cannot end it; null when they can. */
  refusal: string | null
}

/** What a node's tasks file would pin for its owners, and who of them has no key yet; `pins` null: nobody has one. */
export type NodePins = { pins: Pins | null; keyless: { did: string; name: string }[] }

/** Who decides on a node, by which rules and when. */
export type NodeConsent = {
  did: string
  name: string | null
  restricted: boolean
  owners: (ShownPerson & { you: boolean })[]
  delegations: ShownDelegation[]
  /** With which keys people can sign now, by their DID; empty for viewers who cannot delegate. */
  signingKeys: Record<string, PinnedKey[]>
  /** The node's pins count no delegates, as its agent says. */
  countsNoDelegates: boolean
  pins: NodePins
  windows: (WeeklyWindow & { window_id: string })[]
  rules: ShownRule[]
  changes: ShownChange[]
  /** People to choose owners and delegates from; empty for viewers who can add neither. */
  people: ShownPerson[]
  /** Why the viewer cannot do each of these; null when they can. */
  refusals: Record<'addOwner' | 'removeOwner' | 'delegate' | 'setWindows' | 'restrictNode', string | null>
}
