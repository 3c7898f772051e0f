import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/kernel/json/json'
import { grace } from './decision-check'
import { sameJson } from './event-json'
import type { AuditEvent } from './log'
import { type RightsHistory, seenBy } from './rights-history'
import { isNone, micros } from './row-values'
import type { Moment } from './standing'

/** An event of rights with what it says of a row. */
export type Act = { event: AuditEvent; table: string; body: JsonObject } & Record<
  'was' | 'is',
  JsonObject | null
>

/** Who could do what when an event was written, by the events before it. */
export class Actors {
  /** The ids of the people who have had a DID. */
  private readonly idsOf = new Map<JsonValue, Set<JsonValue>>()

  constructor(readonly rights: RightsHistory) {}

  takePeople(rows: unknown): void {
    for (const { did = null, id = null } of Array.isArray(rows) ? rows.filter(isJsonObject) : [])
      this.idsOf.set(did, (this.idsOf.get(did) ?? new Set()).add(id))
  }

  /** Whether somebody acted themselves who may have signed in at a provider, which may give them a role. */
  isByProvider(act: Act, person: JsonValue): boolean {
    const isAtProvider = (seq: number): boolean =>
      this.rights.rowsAt('accounts', person, seq).some(({ provider_id }) => provider_id !== 'credential')
    return this.isPerson(act.body.actor_did ?? null, person) && this.before(act, null).some(isAtProvider)
  }

  /** Whether somebody who has had this DID is this person. */
  isPerson(did: JsonValue, person: JsonValue): boolean {
    return this.idsOf.get(did)?.has(person) ?? false
  }

  /** The owner of the tables may name nobody, and do everything. */
  isAdmin(act: Act): boolean {
    return this.could(act, (id, seq, did) => this.isAdminAt(id, seq, did))
  }

  /** This person, who was not disabled. */
  isSelf(act: Act, person: JsonValue): boolean {
    const isActive = (seq: number): boolean =>
      this.rights.rowsAt('people', person, seq).some(({ disabled_at }) => isNone(disabled_at))
    return this.could(act, (id, seq) => id === person && isActive(seq))
  }

  /** An owner of the node or an administrator. */
  decidesOn(act: Act, node: JsonValue): boolean {
    return this.could(act, (id, seq, did) => this.owns(node, id, seq) || this.isAdminAt(id, seq, did))
  }

  private could(act: Act, test: (id: JsonValue, seq: number, did: JsonValue) => boolean): boolean {
    const { actor_did: did = null } = act.body
    const ids = [...(this.idsOf.get(did) ?? [])]
    // Before the event says what it saw, since whoever acts is looked up first.
    return did === null || this.before(act, null).some((seq) => ids.some((id) => test(id, seq, did)))
  }

  /** `did`: by which they acted; null: whichever they had. */
  isAdminAt(id: JsonValue, seq: number, did: JsonValue): boolean {
    const [person] = this.rights.rowsAt('people', id, seq)
    return (
      person?.role === 'admin' &&
      isNone(person.disabled_at) &&
      (did === null || sameJson(person.did ?? null, did))
    )
  }

  owns(node: JsonValue, person: JsonValue, seq: number): boolean {
    return this.rights.rowsAt('node_owners', node, seq).some(({ person_id }) => person_id === person)
  }

  /** Whose policy it is. */
  signerOf(policy: JsonValue, seq: number): JsonValue {
    return this.rights.rowsAt('policies', policy, seq)[0]?.person_id ?? null
  }

  /** The events of rights after which it may have been done. */
  before({ event: { id }, body }: Act, seen = seenBy(body)): number[] {
    return this.rights.statesBefore({ id, at: micros(body.at) / 1_000, seen })
  }
  /** The same with their time. */
  moments(act: Act): Moment[] {
    const at = micros(act.body.at)
    return this.before(act).map((seq) => ({ rights: this.rights, seq, at, grace }))
  }
}
