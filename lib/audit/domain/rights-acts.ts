import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'
import { NewPeople, wrongAccount } from './account-acts'
import { type Act, Actors } from './actors'
import { CarriedOut } from './carried-out'
import { parseEvent, sameJson, shownJson } from './event-json'
import { AuditFindings } from './finding'
import { wrongKey } from './key-check'
import type { AuditEvent } from './log'
import { wrongNode, wrongWindow } from './node-acts'
import { wrongOwner, wrongOwnership, wrongRemoval } from './owner-acts'
import { wrongPolicy } from './policy-acts'
import type { RightsHistory } from './rights-history'
import { changedTables } from './rights-tables'
import { isNone, micros } from './row-values'
import { wrongRule } from './rule-acts'
import { wrongToken } from './token-acts'
import { usedStatements } from './used-statements'
import { VersionActs } from './version-acts'

/** What only administrators change. */
const byAdmins: readonly unknown[] = ['approver_groups', 'group_members', 'approval_rules', 'rule_seats']

/** How long owners are asked, in microseconds. */
const wait = 72 * 3_600e6

/**
 * Whether whoever changed rights could, and whether nodes and their owners changed as they may, by the events before. Only of events of
 * the version since when the guards of the database demand it. It must be told of an event before `rights` is.
 */
export class RightsActs {
  /** Until it is known to count: a log may say only later what there was when it began. */
  private found = new AuditFindings()
  private readonly actors: Actors
  private readonly done = new CarriedOut()
  private readonly versions: VersionActs
  private readonly newPeople: NewPeople

  constructor(rights: RightsHistory) {
    this.actors = new Actors(rights)
    this.versions = new VersionActs(this.actors, this.done)
    this.newPeople = new NewPeople(this.actors)
  }

  take(event: AuditEvent): void {
    if (event.stream !== 'rights') return
    const body = parseEvent(event.body)
    if (!body) return
    if (body.kind === 'state' && body.table !== usedStatements) this.takeState(body)
    const table = changedTables.get(body.kind)
    if (!table) return
    const [was = null, is = null] = [body.was, body.is].map((row) => (isJsonObject(row) ? row : null))
    if (table === 'people' && is) this.actors.takePeople([is])
    if (table === 'consent_changes' && is) this.done.take(is)
    if (body.version !== 2) return
    const act = { event, table, body, was, is }
    if (!is) this.versions.takeRemoval(act)
    if (table === 'accounts') this.newPeople.takeAccount(act)
    const what = this.wrong(act)
    if (what) this.found.add('unlike', event, what)
  }

  end(findings: AuditFindings): void {
    this.versions.end(this.found)
    this.newPeople.end(this.found)
    findings.take(this.found)
  }

  private takeState({ table, rows }: JsonObject): void {
    this.found = new AuditFindings()
    if (table === 'people') this.actors.takePeople(rows)
  }

  private wrong(act: Act): string | null {
    const { table, is, was } = act
    if (byAdmins.includes(table)) return wrongRule(this.actors, this.done, act)
    if (table === 'rule_versions') return this.versions.wrong(act)
    if (table === 'people' && is) return was ? this.wrongPerson(act, was, is) : this.newPeople.wrong(act, is)
    if (table === 'accounts') return wrongAccount(this.actors, act)
    if (table === 'tokens') return wrongToken(this.actors, act)
    if (table === 'nodes') return wrongNode(this.actors, this.done, act)
    if (table === 'node_windows') return wrongWindow(this.actors, act)
    if (table === 'delegations' && !was && is) return this.wrongDelegation(act, is)
    if (table === 'policy_revisions') return wrongPolicy(this.actors, act)
    if (table === 'consent_changes' && !was && is) return this.wrongQuestion(act, is)
    if (table !== 'node_owners') return null
    if (was && is) return wrongOwnership(act)
    return is ? wrongOwner(this.actors, this.done, act) : wrongRemoval(this.actors, this.done, act)
  }

  /** A provider may give people roles as they sign in, when they act themselves. */
  private wrongPerson(act: Act, was: JsonObject, is: JsonObject): string | null {
    const changed = ['role', 'disabled_at', 'erased_at'].some(
      (column) => !sameJson(was[column] ?? null, is[column] ?? null),
    )
    return !changed || this.actors.isByProvider(act, is.id ?? null) || this.actors.isAdmin(act)
      ? null
      : `people [${shownJson(is.id)}] was changed by ${shownJson(act.body.actor_did)}, who was no administrator by the events before`
  }

  private wrongDelegation(act: Act, is: JsonObject): string | null {
    const { node_did: node = null, owner_id: owner = null, key_id: key = null } = is
    const name = `delegations [${shownJson(is.delegation_id)}]`
    if (this.actors.before(act).every((seq) => !this.actors.owns(node, owner, seq)))
      return `${name} is from ${shownJson(owner)}, who did not own the node by the events before`
    const wrong =
      key === null ? null : wrongKey(this.actors.moments(act), owner, { column: 'key_id', value: key })
    return wrong && `${name} ${wrong}`
  }

  private wrongQuestion(act: Act, is: JsonObject): string | null {
    const { asked_by: person = null, node_did: node = null } = is
    const name = `consent_changes [${shownJson(is.change_id)}]`
    if (micros(is.due_at) - micros(is.asked_at) !== wait) return `${name} did not wait for 72 hours`
    // A rule may apply to any node.
    if (person === null || node === null) return null
    const owned = (seq: number): boolean => this.actors.owns(node, person, seq)
    const states = this.actors.before(act)
    if (!states.some((seq) => owned(seq) || this.actors.isAdminAt(person, seq, null)))
      return `${name} was asked for by ${shownJson(person)}, who neither owned the node nor was an administrator by the events before`
    return isNone(is.reason) && !states.some(owned)
      ? `${name} was asked for without a reason by ${shownJson(person)}, who did not own the node by the events before`
      : null
  }
}
