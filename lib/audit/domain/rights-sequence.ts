import type { JsonObject, JsonValue } from '@/lib/kernel/json/json'
import { sameJson, shownJson } from './event-json'
import { AuditFindings } from './finding'
import type { AuditEvent } from './log'
import { laterColumns, laterTables, plainNode, type RightsTableName } from './rights-tables'

/** The number of an event and its place in the chain. */
type Place = Pick<AuditEvent, 'id' | 'seq'>

type Part = RightsTableName | 'later columns'

/**
 * Whether each event of rights takes up where the events before it left off: what it says that a row was is what they said that it
 * is. Otherwise the row was changed past the log, and this event took the change over. What was found is kept until it is
 * known to count: a log may say only later what there was when it began.
 */
export class RightsSequence {
  private readonly found = new Map<Part, AuditFindings>()

  /** `known`: the row as the events before say; null if they have none. */
  check(event: AuditEvent, table: RightsTableName, name: string, change: Change): void {
    const { known, was, is, at } = change
    if (was === null) {
      if (known && !(table === 'nodes' && isPlain(known)))
        this.say(table, event, `${name} was added, but was there by the events before`)
    } else if (!known && table !== 'nodes')
      this.say(table, event, `${name} was ${is ? 'changed' : 'removed'}, but no event before has it`)
    else this.compare(event, table, name, known ?? plainNode, was)
    const wrong = table === 'consent_changes' && is ? wrongState(was, is, at) : null
    if (wrong) this.say(table, event, `${name} ${wrong}`)
  }

  /** Columns that an event says of another row: they stay as they are once they have a value. */
  checkColumns(event: Place, name: string, known: JsonObject, columns: JsonObject): void {
    for (const [column, value] of Object.entries(columns))
      if ((known[column] ?? null) !== null && !sameJson(known[column] ?? null, value))
        this.say('later columns', event, differs(name, column, value, known[column]))
  }

  private compare(
    event: AuditEvent,
    table: RightsTableName,
    name: string,
    known: JsonObject,
    was: JsonObject,
  ): void {
    for (const [column, value] of Object.entries(known)) {
      const before = was[column]
      // A column that has come since.
      if (before === undefined || sameJson(value, before)) continue
      const isLater = table === 'nodes' && Object.hasOwn(laterColumns, column)
      this.say(isLater ? 'later columns' : table, event, differs(name, column, before, value))
    }
  }

  private say(part: Part, { id, seq }: Place, what: string): void {
    const findings = this.found.get(part) ?? new AuditFindings()
    this.found.set(part, findings)
    findings.add('unlike', { id, stream: 'rights', seq }, what)
  }

  /** The log states this anew: what was there before is not judged. */
  forget(part: Part): void {
    this.found.delete(part)
  }

  forgetLater(): void {
    for (const part of [...laterTables, 'later columns'] as const) this.forget(part)
  }

  end(findings: AuditFindings): void {
    for (const each of this.found.values()) findings.take(each)
  }
}

export type Change = Record<'known' | 'was' | 'is', JsonObject | null> & { at: JsonValue | undefined }

const differs = (name: string, column: string, was: JsonValue, said: JsonValue | undefined): string =>
  `${name} had ${column} ${shownJson(was)} when it was changed, but the events before say ${shownJson(said)}`

/** Older events lack columns that came later. */
export const isPlain = (node: JsonObject): boolean =>
  Object.entries(plainNode).every(([column, value]) => sameJson(node[column] ?? value, value))

/** How what owners are asked about may go on, as hakim_change_guard has it; a wait may also end by itself. */
const nextStates: Readonly<Record<string, readonly string[]>> = {
  waiting: ['agreed', 'refused', 'withdrawn'],
  agreed: ['done'],
}

/** Nobody withdraws what an owner has agreed to, but for a rule that became another one. */
const isOvertaken = ({ kind, state, decided_by: by = null }: JsonObject): boolean =>
  state === 'withdrawn' && by === null && (kind === 'change_rule' || kind === 'remove_rule')

/** What was asked stays what it is, since that is what owners agree to. */
export const askedColumns = [
  'kind',
  'node_did',
  'what',
  'reason',
  'asked_by',
  'asked_at',
  'due_at',
  'digest',
] as const

function wrongState(was: JsonObject | null, is: JsonObject, at: JsonValue | undefined): string | null {
  const { state: to } = is
  if (was === null) return to === 'waiting' ? null : `began as ${shownJson(to)}`
  const other = askedColumns.find((column) => !sameJson(was[column] ?? null, is[column] ?? null))
  if (other) return `got another ${other}, as no change may`
  const from = typeof was.state === 'string' ? was.state : ''
  if (typeof to === 'string' && nextStates[from]?.includes(to)) return null
  if (from === 'agreed' && isOvertaken(is)) return null
  if (from === 'waiting' && to === 'done')
    return timeOf(was.due_at) <= timeOf(at) ? null : 'was done before it was due'
  return `went from ${shownJson(was.state)} to ${shownJson(to)}, as no change may`
}

const timeOf = (time: JsonValue | undefined): number =>
  typeof time === 'string' ? Date.parse(time) : Number.NaN
