import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import type { Act, Actors } from './actors'
import { sameJson, shownJson } from './event-json'
import { isNone, micros } from './row-values'

/** What is wrong with how a token was made, ended or changed, if anything: as hakim_add_token and the functions beside it have it. */
export function wrongToken(actors: Actors, act: Act): string | null {
  const { was, is } = act
  const what = is
    ? was
      ? wrongChange(actors, act, was, is)
      : wrongNew(actors, act, is)
    : wrongEnd(actors, act, was)
  return what && `tokens [${shownJson((is ?? was)?.token_id)}] ${what}`
}

const by = ({ body }: Act): string => shownJson(body.actor_did)

/** A person makes their own, and an administrator those of agents. */
function wrongNew(actors: Actors, act: Act, is: JsonObject): string | null {
  const { person_id: person = null, node_did: node = null, replaces = null } = is
  if (person !== null && !actors.isSelf(act, person))
    return `is of ${shownJson(person)}, but was made by ${by(act)}`
  if (person === null && !actors.isAdmin(act))
    return `was made by ${by(act)}, who was no administrator by the events before`
  if (replaces === null) return null
  // Its first use ends the other one.
  const isOfSame = (row: JsonObject): boolean =>
    sameJson(row.person_id ?? null, person) && sameJson(row.node_did ?? null, node)
  const states = actors.before(act)
  return states.length === 0 ||
    states.some((seq) => actors.rights.rowsAt('tokens', replaces, seq).some(isOfSame))
    ? null
    : 'replaces one of somebody else'
}

/** It ends for good, sooner than it would have, and is otherwise as it was. */
function wrongChange(actors: Actors, act: Act, was: JsonObject, is: JsonObject): string | null {
  const isOther = (column: string): boolean => !sameJson(was[column] ?? null, is[column] ?? null)
  const fixed = ['token_sha256', 'node_did', 'person_id', 'scopes', 'replaces'].find(isOther)
  if (fixed) return `got another ${fixed}, as no token may`
  if (isOther('revoked_at') && !isNone(was.revoked_at))
    return 'was revoked, and is so no longer, or since another time'
  if (isOther('expires_at') && endOf(is.expires_at) > endOf(was.expires_at))
    return 'got a later end, as no token may'
  return isOther('revoked_at') || isOther('expires_at') ? wrongEnd(actors, act, was) : null
}

const endOf = (time: JsonValue | undefined): number =>
  isNone(time) ? Number.POSITIVE_INFINITY : micros(time)

/** By its person, an owner of its node, or an administrator. */
function wrongEnd(actors: Actors, act: Act, was: JsonObject | null): string | null {
  const { person_id: person = null, node_did: node = null } = was ?? {}
  return actors.isAdmin(act) || (person !== null ? actors.isSelf(act, person) : actors.decidesOn(act, node))
    ? null
    : `was ended by ${by(act)}, who had no right to by the events before`
}
