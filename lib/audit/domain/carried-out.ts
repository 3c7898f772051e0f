import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/kernel/json/json'
import { jsonText } from './event-json'

type Wanted = { kind: JsonValue; node: JsonValue; what: JsonValue }

/** What owners were asked about and was carried out: the event that says so comes before those of what was done. */
export class CarriedOut {
  private readonly changes = new Set<string>()

  take({ kind = null, node_did: node = null, what, state }: JsonObject): void {
    if (state !== 'done' || !isJsonObject(what)) return
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
}

const keyOf = ({ kind, node, what }: Wanted): string => jsonText([kind, node, what])
