import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import type { Act, Actors } from './actors'
import { sameJson, shownJson } from './event-json'
import { isNone, micros } from './row-values'

/** What is wrong with how a way to sign in was added, changed or removed, if anything: people do that themselves, or an administrator does. */
export function wrongAccount(actors: Actors, act: Act): string | null {
  const { was, is, body } = act
  const { id, person_id: person = null } = is ?? was ?? {}
  const name = `accounts [${shownJson(id)}]`
  const other =
    was && is
      ? ['person_id', 'account_id', 'provider_id'].find(
          (column) => !sameJson(was[column] ?? null, is[column] ?? null),
        )
      : undefined
  if (other) return `${name} got another ${other}, as no account may`
  return actors.isPerson(body.actor_did ?? null, person) || actors.isAdmin(act)
    ? null
    : `${name} of ${shownJson(person)} was changed by ${shownJson(body.actor_did)}, who was no administrator by the events before`
}

/** What is wrong with how somebody came, if anything: an administrator adds people, or they join as hakim_add_person lets them. */
export function wrongNewPerson(actors: Actors, act: Act, is: JsonObject): string | null {
  const name = `people [${shownJson(is.id)}]`
  const actor = act.body.actor_did ?? null
  if (!sameJson(actor, is.did ?? null))
    return actors.isAdmin(act)
      ? null
      : `${name} was added by ${shownJson(actor)}, who was no administrator by the events before`
  const states = actors.before(act, null)
  return states.length === 0 || states.some((seq) => mayJoin(actors, seq, is, micros(act.body.at)))
    ? null
    : `${name} joined as ${shownJson(is.role)}, but was not invited by the events before`
}

/** Invited with this role, vouched for by a provider that may add people, or the first administrator. */
function mayJoin({ rights }: Actors, seq: number, is: JsonObject, at: number): boolean {
  const { email_sha256: email = null, role } = is
  const isInvited = rights
    .rowsAt('invitations', email, seq)
    .some((row) => row.role === role && micros(row.expires_at) > at)
  return (
    isInvited ||
    rights.allAt('role_providers', seq).length > 0 ||
    (role === 'admin' && !hasAdmin(rights.allAt('people', seq)))
  )
}

const isLocal = (id: JsonValue | undefined): boolean => typeof id === 'string' && id.startsWith('local-')

const hasAdmin = (people: readonly JsonObject[]): boolean =>
  people.some(({ id, role, disabled_at }) => role === 'admin' && isNone(disabled_at) && !isLocal(id))
