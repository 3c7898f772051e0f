import type { JsonValue } from '@/lib/kernel/json/json'
import type { Act, Actors } from './actors'
import type { CarriedOut } from './carried-out'
import { sameJson, shownJson } from './event-json'
import { seenBy } from './rights-history'
import { isNone } from './row-values'
import { labelsFit } from './standing'

/** What is wrong with how a node was changed, if anything. */
export function wrongNode(actors: Actors, done: CarriedOut, act: Act): string | null {
  const { was, is } = act
  // With a node, all of it goes.
  if (!is) return null
  const node = is.node_did ?? null
  const name = `nodes [${shownJson(node)}]`
  // Earlier versions said only afterwards that owners had agreed to labels for which nobody had to be asked any more.
  const isJudged = !was || seenBy(act.body) !== null
  const before = { labels: {}, restricted: false, ...was }
  const changed = (column: 'labels' | 'restricted'): boolean =>
    is[column] !== undefined && !sameJson(is[column], before[column])
  const asked = 'without a change that its owners were asked about'
  if (was && !isNone(was.owned_since) && !sameJson(was.owned_since ?? null, is.owned_since ?? null))
    return `${name} got another time since when it has had an owner, as no node may`
  const retired = wrongRetirement(actors, act, node)
  if (retired) return `${name} ${retired}`
  if (changed('restricted') && !done.use({ kind: 'restrict', node, what: is.restricted ?? null })) {
    if (isOwned(actors, act, node)) return `${name} was restricted, or no longer, ${asked}`
    if (isJudged && !actors.isAdmin(act)) return `${name} was restricted, or no longer, by ${noAdmin(act)}`
  }
  if (!changed('labels') || done.use({ kind: 'label', node, what: is.labels ?? null })) return null
  const states = actors.before(act)
  const loses = (seq: number): boolean => losesRule(actors, seq, before.labels, is.labels)
  if (isOwned(actors, act, node) && states.length > 0 && states.every(loses))
    return `${name} got labels with which a rule no longer applies, ${asked}`
  return !isJudged || actors.isAdmin(act) ? null : `${name} got its labels from ${noAdmin(act)}`
}

/** Owners and administrators take a node out of service and into it again, in their own name. */
function wrongRetirement(actors: Actors, act: Act, node: JsonValue): string | null {
  const { was, is, body } = act
  const isOther = (column: string): boolean => !sameJson(was?.[column] ?? null, is?.[column] ?? null)
  if (!isOther('retired_at') && !isOther('service_reason')) return null
  const actor = body.actor_did ?? null
  if (!actors.decidesOn(act, node))
    return `was retired, or restored, by ${shownJson(actor)}, who neither owned the node nor was an administrator by the events before`
  const { service_by: person = null } = is ?? {}
  return actor === null || person === null || actors.isPerson(actor, person)
    ? null
    : `was retired, or restored, in the name of ${shownJson(person)}, but ${shownJson(actor)} did it`
}

const noAdmin = ({ body }: Act): string =>
  `${shownJson(body.actor_did)}, who was no administrator by the events before`

/** Whether the node had an owner: whoever changes owners locks their node. */
const isOwned = ({ rights }: Actors, { event, was }: Act, node: JsonValue): boolean =>
  was !== null && rights.rowsAt('node_owners', node, event.seq - 1).length > 0

const losesRule = (
  { rights }: Actors,
  seq: number,
  was: JsonValue | undefined,
  is: JsonValue | undefined,
): boolean => rights.rulesAt(seq).some((rule) => labelsFit(rule, was) && !labelsFit(rule, is))

export function wrongWindow(actors: Actors, act: Act): string | null {
  const { window_id: id, node_did: node = null } = act.is ?? act.was ?? {}
  return actors.decidesOn(act, node)
    ? null
    : `node_windows [${shownJson(id)}] was changed by ${shownJson(act.body.actor_did)}, who neither owned the node nor was an administrator by the events before`
}
