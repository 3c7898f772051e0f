import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import type { Act, Actors } from './actors'
import type { CarriedOut } from './carried-out'
import { isNone, labelsFit, micros } from './consent-count'
import { sameJson, shownJson } from './event-json'
import { longestWriteMs } from './rights-history'

/** What is wrong with how a node was changed, if anything. */
export function wrongNode(actors: Actors, done: CarriedOut, act: Act): string | null {
  const { was, is } = act
  // With a node, all of it goes.
  if (!is) return null
  const node = is.node_did ?? null
  const name = `nodes [${shownJson(node)}]`
  const before = { labels: {}, restricted: false, ...was }
  const changed = (column: 'labels' | 'restricted'): boolean =>
    is[column] !== undefined && !sameJson(is[column], before[column])
  const asked = 'without a change that its owners were asked about'
  if (changed('restricted') && !done.use({ kind: 'restrict', node, what: is.restricted ?? null })) {
    if (isOwned(actors, act, node)) return `${name} was restricted, or no longer, ${asked}`
    if (!actors.isAdmin(act)) return `${name} was restricted, or no longer, by ${noAdmin(act)}`
  }
  if (!changed('labels') || done.use({ kind: 'label', node, what: is.labels ?? null })) return null
  const states = actors.before(act)
  const loses = (seq: number): boolean => losesRule(actors, seq, before.labels, is.labels)
  if (isOwned(actors, act, node) && states.length > 0 && states.every(loses))
    return `${name} got labels with which a rule no longer applies, ${asked}`
  return actors.isAdmin(act) ? null : `${name} got its labels from ${noAdmin(act)}`
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

/** Owners who are named together count for all requests; whoever comes to others counts from then on, once these were asked. */
export function wrongOwner({ rights }: Actors, done: CarriedOut, { event, body, is }: Act): string | null {
  const { node_did: node = null, person_id: person = null, counts_from: from } = is ?? {}
  const name = ownerName(is)
  const since = micros(body.owned_since)
  if (isNone(from))
    return micros(is?.since) > since || micros(body.at) - since > longestWriteMs * 1_000
      ? `${name} counts for requests from before, but the node had had an owner by the events before`
      : null
  const others = rights.rowsAt('node_owners', node, event.seq - 1)
  return others.length === 0 || done.use({ kind: 'add_owner', node, what: person })
    ? null
    : `${name} was added without a change that its owners were asked about`
}

/** Owners go with their node, since when it had one is then not said, and with themselves. */
export function wrongRemoval({ rights }: Actors, done: CarriedOut, { event, body, was }: Act): string | null {
  const { node_did: node = null, person_id: person = null } = was ?? {}
  const isGone = body.owned_since === undefined || rights.rowsAt('people', person, event.seq - 1).length === 0
  return isGone || done.use({ kind: 'remove_owner', node, what: person })
    ? null
    : `${ownerName(was)} was removed without a change that its owners were asked about`
}

const ownerName = (row: JsonObject | null): string =>
  `node_owners [${shownJson(row?.node_did)},${shownJson(row?.person_id)}]`
