import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/kernel/json/json'
import { isNone, micros } from './consent-count'
import { jsonText, parseEvent, sameJson, shownJson } from './event-json'
import { AuditFindings } from './finding'
import type { AuditEvent } from './log'
import { longestWriteMs, type RightsHistory, seenBy } from './rights-history'
import { changedTables } from './rights-tables'
import { usedStatements } from './used-statements'

/** What only administrators change. */
const byAdmins: readonly unknown[] = ['approver_groups', 'group_members', 'approval_rules', 'rule_seats']

/** How long owners are asked, in microseconds. */
const wait = 72 * 3_600e6

type Act = { event: AuditEvent; table: string; body: JsonObject } & Record<'was' | 'is', JsonObject | null>

/**
 * Whether whoever changed rights could, and whether owners changed as they may, by the events before. Only of events of the version since
 * when the guards of the database demand it; the owner of the tables may name nobody. It must be told of an event before `rights` is.
 */
export class RightsActs {
  /** Until it is known to count: a log may say only later what there was when it began. */
  private found = new AuditFindings()
  /** The ids of the people who have had a DID. */
  private readonly idsOf = new Map<JsonValue, Set<JsonValue>>()
  /** Owners whom a change that was carried out adds, and rules that one removes. */
  private readonly done = new Set<string>()

  constructor(private readonly rights: RightsHistory) {}

  take(event: AuditEvent): void {
    if (event.stream !== 'rights') return
    const body = parseEvent(event.body)
    if (!body) return
    if (body.kind === 'state' && body.table !== usedStatements) this.takeState(body)
    const table = changedTables.get(body.kind)
    const [was, is] = [body.was, body.is].map((row) => (isJsonObject(row) ? row : null))
    if (!table) return
    if (table === 'people' && is) this.addDid(is)
    if (table === 'consent_changes' && is?.state === 'done') this.done.add(doneKey(is))
    if (body.version !== 2) return
    const what = this.wrong({ event, table, body, was: was ?? null, is: is ?? null })
    if (what) this.found.add('unlike', event, what)
  }

  end(findings: AuditFindings): void {
    findings.take(this.found)
  }

  private takeState({ table, rows }: JsonObject): void {
    this.found = new AuditFindings()
    if (table !== 'people' || !Array.isArray(rows)) return
    for (const row of rows.filter(isJsonObject)) this.addDid(row)
  }

  private addDid({ did = null, id = null }: JsonObject): void {
    this.idsOf.set(did, (this.idsOf.get(did) ?? new Set()).add(id))
  }

  private wrong(act: Act): string | null {
    const { table, is, was } = act
    if (byAdmins.includes(table)) return this.wrongAdmin(act)
    if (table === 'people' && was && is) return this.wrongPerson(act, was, is)
    if (table === 'delegations' && !was && is) return this.wrongDelegation(act, is)
    if (table === 'consent_changes' && !was && is) return this.wrongQuestion(act, is)
    return table === 'node_owners' && !was && is ? this.wrongOwner(act, is) : null
  }

  private wrongAdmin({ event, table, body, was, is }: Act): string | null {
    const rule = (is ?? was)?.rule_id ?? null
    // What the owners were asked about, whoever may carry it out.
    const carriedOut = is === null && this.done.has(jsonText(['remove_rule', rule]))
    return carriedOut || this.isAdmin(event, body)
      ? null
      : `${table} was changed by ${shownJson(body.actor_did)}, who was no administrator by the events before`
  }

  /** A provider may give people roles as they sign in, when they act themselves. */
  private wrongPerson({ event, body }: Act, was: JsonObject, is: JsonObject): string | null {
    const changed = ['role', 'disabled_at'].some(
      (column) => !sameJson(was[column] ?? null, is[column] ?? null),
    )
    const isSelf = this.idsOf.get(body.actor_did ?? null)?.has(is.id ?? null)
    return !changed || isSelf || this.isAdmin(event, body)
      ? null
      : `people [${shownJson(is.id)}] was changed by ${shownJson(body.actor_did)}, who was no administrator by the events before`
  }

  private wrongDelegation({ event, body }: Act, is: JsonObject): string | null {
    const { node_did: node = null, owner_id: owner = null } = is
    return this.before(event, body).every((seq) => !this.owns(node, owner, seq))
      ? `delegations [${shownJson(is.delegation_id)}] is from ${shownJson(owner)}, who did not own the node by the events before`
      : null
  }

  private wrongQuestion({ event, body }: Act, is: JsonObject): string | null {
    const { asked_by: person = null, node_did: node = null } = is
    const name = `consent_changes [${shownJson(is.change_id)}]`
    if (micros(is.due_at) - micros(is.asked_at) !== wait) return `${name} did not wait for 72 hours`
    // A rule may apply to any node.
    if (person === null || node === null) return null
    const could = (seq: number): boolean => this.wasAdmin(person, seq, null) || this.owns(node, person, seq)
    return this.before(event, body).some(could)
      ? null
      : `${name} was asked for by ${shownJson(person)}, who neither owned the node nor was an administrator by the events before`
  }

  /** Owners who are named together count for all requests; whoever comes to others counts from then on, once these were asked. */
  private wrongOwner({ event, body }: Act, is: JsonObject): string | null {
    const { node_did: node = null, person_id: person = null, counts_from: from } = is
    const name = `node_owners [${shownJson(node)},${shownJson(person)}]`
    const since = micros(body.owned_since)
    if (isNone(from))
      return micros(is.since) > since || micros(body.at) - since > longestWriteMs * 1_000
        ? `${name} counts for requests from before, but the node had had an owner by the events before`
        : null
    const others = this.rights.rowsAt('node_owners', node, event.seq - 1)
    return others.length === 0 || this.done.delete(jsonText(['add_owner', node, person]))
      ? null
      : `${name} was added without a change that its owners were asked about`
  }

  private isAdmin(event: AuditEvent, body: JsonObject): boolean {
    const { actor_did: actor = null } = body
    const ids = [...(this.idsOf.get(actor) ?? [])]
    return (
      actor === null ||
      this.before(event, body).some((seq) => ids.some((id) => this.wasAdmin(id, seq, actor)))
    )
  }

  private wasAdmin(id: JsonValue, seq: number, did: JsonValue): boolean {
    const [person] = this.rights.rowsAt('people', id, seq)
    return (
      person?.role === 'admin' &&
      isNone(person.disabled_at) &&
      (did === null || sameJson(person.did ?? null, did))
    )
  }

  private owns(node: JsonValue, person: JsonValue, seq: number): boolean {
    return this.rights.rowsAt('node_owners', node, seq).some(({ person_id }) => person_id === person)
  }

  private before({ id }: AuditEvent, body: JsonObject): number[] {
    return this.rights.statesBefore({ id, at: micros(body.at) / 1_000, seen: seenBy(body) })
  }
}

function doneKey({ kind, node_did: node = null, what }: JsonObject): string {
  const { person_id: person = null, rule_id: rule = null } = isJsonObject(what) ? what : {}
  return jsonText(kind === 'remove_rule' ? [kind, rule] : [kind ?? null, node, person])
}
