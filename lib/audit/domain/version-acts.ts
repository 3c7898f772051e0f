import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/kernel/json/json'
import type { Act, Actors } from './actors'
import type { CarriedOut } from './carried-out'
import { grace } from './decision-check'
import { jsonText, sameJson, shownJson } from './event-json'
import type { AuditFindings } from './finding'
import type { AuditEvent } from './log'
import { isNone, micros } from './row-values'

/** What a version may lose once what it names is gone, by the table of that. */
const lost: Readonly<Record<string, string>> = { people: 'changed_by', consent_changes: 'change_id' }
const keys: Readonly<Record<string, string>> = {
  approval_rules: 'rule_id',
  people: 'id',
  consent_changes: 'change_id',
}

/** Whether the versions of rules that are kept came one after the other, each as what the rule said then, and stayed as they were. */
export class VersionActs {
  /** What went from versions before the event of what takes it along, by that. */
  private readonly gone = new Map<string, { event: AuditEvent; what: string }[]>()

  constructor(
    private readonly actors: Actors,
    private readonly done: CarriedOut,
  ) {}

  /** What is wrong with an event of a version, if anything. */
  wrong(act: Act): string | null {
    const { was, is, event } = act
    const { rule_id: rule = null, version } = is ?? was ?? {}
    const name = `rule_versions [${shownJson(rule)},${shownJson(version)}]`
    if (was && is) return this.changed(act, was, is, name)
    if (is) {
      this.done.endOfChange(rule)
      return this.wrongNew(act, is, name)
    }
    if (this.ruleAt(rule, event.seq - 1))
      this.expect('approval_rules', rule, { event, what: `${name} was removed, but its rule was not` })
    return null
  }

  /** Something is removed, and takes along what names it. */
  takeRemoval({ table, was }: Act): void {
    const key = keys[table]
    if (was && key !== undefined) this.gone.delete(jsonText([table, was[key] ?? null]))
  }

  end(findings: AuditFindings): void {
    for (const { event, what } of [...this.gone.values()].flat()) findings.add('unlike', event, what)
  }

  private changed({ event }: Act, was: JsonObject, is: JsonObject, name: string): string | null {
    const what = `${name} was changed after it was made`
    const columns = Object.keys({ ...was, ...is }).filter(
      (column) => !sameJson(was[column] ?? null, is[column] ?? null),
    )
    if (columns.some((column) => !Object.values(lost).includes(column) || !isNone(is[column]))) return what
    for (const [table, column] of Object.entries(lost))
      if (columns.includes(column)) this.expect(table, was[column] ?? null, { event, what })
    return null
  }

  private expect(table: string, id: JsonValue, found: { event: AuditEvent; what: string }): void {
    const key = jsonText([table, id])
    this.gone.set(key, [...(this.gone.get(key) ?? []), found])
  }

  private ruleAt(rule: JsonValue, seq: number): JsonObject | undefined {
    return this.actors.rights.rulesAt(seq).find(({ rule_id }) => rule_id === rule)
  }

  private wrongNew({ event, body }: Act, is: JsonObject, name: string): string | null {
    const { rule_id: rule = null, changed_by: person = null, facts = null } = is
    const { rights } = this.actors
    const said = this.ruleAt(rule, event.seq - 1)
    if (said && !says(facts, said, rights.rowsAt('rule_seats', rule, event.seq - 1)))
      return `${name} is not what the rule said by the events before`
    if (
      person !== null &&
      !this.actors.isPerson(body.actor_did ?? null, person) &&
      !this.done.askedFor(is.change_id, person)
    )
      return `${name} names ${shownJson(person)}, who neither acted nor asked for it`
    const before = rights.rowsAt('rule_versions', rule, event.seq - 1)
    const last = before.reduce((most, { version }) => Math.max(most, Number(version)), 0)
    if (is.version !== last + 1) return `${name} does not follow version ${last}`
    if (before.some(({ version, facts: known }) => version === last && sameJson(known ?? null, facts)))
      return `${name} says what version ${last} did`
    return Math.abs(micros(is.changed_at) - micros(body.at)) > grace
      ? `${name} has another time than that at which it was made`
      : null
  }
}

const conditions = ['name', 'task_name', 'label_key', 'label_value', 'least_risk', 'owners']

function says(facts: unknown, rule: JsonObject, votes: readonly JsonObject[]): boolean {
  if (!isJsonObject(facts) || !Array.isArray(facts.groups)) return false
  const groups = facts.groups.filter(isJsonObject)
  return (
    conditions.every((column) => sameJson(facts[column] ?? null, rule[column] ?? null)) &&
    groups.length === votes.length &&
    votes.every(({ group_id, votes: count }) =>
      groups.some((group) => group.group_id === group_id && group.votes === count),
    )
  )
}
