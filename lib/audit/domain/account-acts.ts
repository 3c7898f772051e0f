import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import type { Act, Actors } from './actors'
import { sameJson, shownJson } from './event-json'
import type { AuditFindings } from './finding'
import type { AuditEvent } from './log'
import { micros } from './row-values'

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

/**
 * Whether people came as hakim_add_person lets them: an administrator adds them, or they join, invited with that role or vouched for by a
 * provider. With one role of the database every provider of the settings may add people, so an account there is enough, which comes
 * after them.
 */
export class NewPeople {
  private readonly uninvited = new Map<JsonValue, { event: AuditEvent; what: string }>()

  constructor(private readonly actors: Actors) {}

  /** What is wrong with how they came, if that is known already. */
  wrong(act: Act, is: JsonObject): string | null {
    const name = `people [${shownJson(is.id)}]`
    const actor = act.body.actor_did ?? null
    if (!sameJson(actor, is.did ?? null))
      return this.actors.isAdmin(act)
        ? null
        : `${name} was added by ${shownJson(actor)}, who was no administrator by the events before`
    const states = this.actors.before(act, null)
    const what = `${name} joined as ${shownJson(is.role)}, but was not invited by the events before`
    if (states.length > 0 && !states.some((seq) => this.mayJoin(seq, is, micros(act.body.at))))
      this.uninvited.set(is.id ?? null, { event: act.event, what })
    return null
  }

  takeAccount({ was, is }: Act): void {
    if (!was && is && is.provider_id !== 'credential') this.uninvited.delete(is.person_id ?? null)
  }

  end(findings: AuditFindings): void {
    for (const { event, what } of this.uninvited.values()) findings.add('unlike', event, what)
  }

  private mayJoin(seq: number, { email_sha256: email = null, role }: JsonObject, at: number): boolean {
    const { rights } = this.actors
    const isInvited = rights
      .rowsAt('invitations', email, seq)
      .some((row) => row.role === role && micros(row.expires_at) > at)
    return isInvited || rights.allAt('role_providers', seq).length > 0
  }
}
