import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/kernel/json/json'
import { jsonText, sameJson } from './event-json'

type Wanted = { kind: JsonValue; node: JsonValue; what: JsonValue }

/** What owners were asked about and was carried out: the event that says so comes before those of what was done. */
export class CarriedOut {
  private readonly changes = new Set<string>()
  /** What rules become, until the version that a change makes. */
  private readonly rules = new Map<JsonValue, JsonObject>()
  private readonly asked = new Map<JsonValue, JsonValue>()

  take({
    change_id: id = null,
    asked_by: by = null,
    kind = null,
    node_did: node = null,
    what,
    state,
  }: JsonObject): void {
    if (state !== 'done' || !isJsonObject(what)) return
    if (kind === 'change_rule') {
      this.asked.set(id, by)
      if (isJsonObject(what.is)) this.rules.set(what.rule_id ?? null, what.is)
      return
    }
    const { person_id: person = null, rule_id: rule = null, labels = null, restricted = null } = what
    const subjects: Readonly<Record<string, JsonValue>> = {
      remove_rule: rule,
      label: labels,
      restrict: restricted,
    }
    const subject =
      typeof kind === 'string' && Object.hasOwn(subjects, kind) ? (subjects[kind] ?? null) : person
    this.changes.add(keyOf({ kind, node, what: subject }))
  }

  /** Whether it was; each counts once. */
  use(wanted: Wanted): boolean {
    return this.changes.delete(keyOf(wanted))
  }

  /** The same of a rule, which goes together with the votes that it wants of groups. */
  hasRemoved(rule: JsonValue): boolean {
    return this.changes.has(keyOf({ kind: 'remove_rule', node: null, what: rule }))
  }

  /** Whether a row of a rule, or of the votes that it wants of a group, became what the owners were asked about. */
  changesRule(table: string, { was, is }: Record<'was' | 'is', JsonObject | null>): boolean {
    const row = is ?? was
    const facts = this.rules.get(row?.rule_id ?? null)
    if (!row || !facts) return false
    if (table === 'approval_rules')
      return is !== null && conditions.every((column) => sameJson(is[column] ?? null, facts[column] ?? null))
    const groups = Array.isArray(facts.groups) ? facts.groups.filter(isJsonObject) : []
    const votes = groups.find(({ group_id }) => group_id === row.group_id)?.votes ?? null
    return sameJson(is?.votes ?? null, votes)
  }

  /** A version was made of the rule: what comes later was not asked about. */
  endOfChange(rule: JsonValue): void {
    this.rules.delete(rule)
  }

  /** Whether this person asked for a change of a rule that was carried out. */
  askedFor(change: JsonValue | undefined, person: JsonValue): boolean {
    return this.asked.has(change ?? null) && this.asked.get(change ?? null) === person
  }
}

const conditions = ['name', 'task_name', 'label_key', 'label_value', 'least_risk', 'owners']

const keyOf = ({ kind, node, what }: Wanted): string => jsonText([kind, node, what])
