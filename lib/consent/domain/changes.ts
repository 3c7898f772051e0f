import type { JsonObject } from '@/lib/kernel/json/json'
import { hasRole, type Role } from '@/lib/kernel/role'
import { ruleChangeText } from './read-facts'

/** What changes who decides on nodes with owners, and by which rules. */
export type ChangeKind = 'add_owner' | 'remove_owner' | 'restrict' | 'label' | 'remove_rule' | 'change_rule'
export type ChangeState = 'waiting' | 'agreed' | 'refused' | 'withdrawn' | 'done'

/** As owners are asked about it. */
export type ConsentChange = {
  change_id: string
  kind: ChangeKind
  /** Null for a rule, which is about all nodes that it matches. */
  node_did: string | null
  what: JsonObject
  reason: string | null
  /** A DID; null: at the server's terminal. */
  asked_by: string | null
  asked_at: Date
  due_at: Date
  state: ChangeState
  decided_by: string | null
  decided_at: Date | null
  done_at: Date | null
  /** Canonical JSON; its digest is what an owner signs. */
  document: string
  digest: string
  signed: JsonObject | null
}

/** The clock carries out what is due within seconds. */
const overdueMs = 60_000

/** Whether a change was due for so long that the server should have carried it out. */
export const isOverdue = ({ state, due_at }: Pick<ConsentChange, 'state' | 'due_at'>, now: number): boolean =>
  (state === 'waiting' || state === 'agreed') && due_at.getTime() < now - overdueMs

const quoted = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** What would happen, in words; `person` is the name of whom it is about, where it is known. */
export function changeText({ kind, what }: Pick<ConsentChange, 'kind' | 'what'>, person?: string): string {
  const who = person ?? quoted(what.did)
  if (kind === 'add_owner') return `Add ${who} as an owner`
  if (kind === 'remove_owner') return `Remove ${who} as an owner`
  if (kind === 'restrict')
    return what.restricted === true ? 'Restrict who sees the node' : 'Show the node to everyone'
  if (kind === 'label') return `Set the labels of the node to ${labelsText(what.labels)}`
  if (kind === 'change_rule') return `Change the rule ${quoted(what.name)}: ${ruleChangeText(what)}`
  return `Remove the rule ${quoted(what.name)}`
}

function labelsText(labels: unknown): string {
  const all = typeof labels === 'object' && labels !== null ? Object.entries(labels) : []
  return all.length === 0 ? 'none' : all.map(([key, value]) => `${key}=${quoted(value)}`).join(', ')
}

const ruleKinds: readonly ChangeKind[] = ['remove_rule', 'change_rule']

/** What whoever asked is told. */
export const waitingWarning = (
  change: Pick<ConsentChange, 'kind' | 'what' | 'due_at'>,
  person?: string,
): string =>
  `${changeText(change, person)}: the owners are asked first. It takes effect on ${minute(change.due_at)} UTC unless one of them refuses, or as soon as ${ruleKinds.includes(change.kind) ? 'somebody who owns all of its nodes' : 'one'} agrees.`

const minute = (time: Date): string => time.toISOString().slice(0, 16).replace('T', ' at ')

/** Whether an owner has the role to agree; whoever steps down needs none. */
export const mayAgree = (
  who: { id: string; role: Role },
  { kind, what }: Pick<ConsentChange, 'kind' | 'what'>,
): boolean => hasRole(who.role, 'approver') || (kind === 'remove_owner' && what.person_id === who.id)
