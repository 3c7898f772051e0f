import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/kernel/json/json'
import { jsonText, parseEvent, sameJson, shownJson } from './event-json'
import type { AuditFindings } from './finding'
import type { AuditEvent } from './log'

/** The tables about alerts that are compared with the log, and their keys. Of alerts only those that somebody acknowledged. */
const alertTables = {
  alert_rules: 'rule_id',
  alert_silences: 'silence_id',
  alert_groups: 'group_id',
} as const
export type AlertTable = keyof typeof alertTables
export const alertTableNames = ['alert_rules', 'alert_silences', 'alert_groups'] as const

/** Columns that came later, and what they say of a row that was logged before. */
const addedLater: Readonly<Record<AlertTable, JsonObject>> = {
  ...{ alert_rules: { during_windows: true }, alert_silences: {}, alert_groups: {} },
}
const rowOf = (table: AlertTable, row: JsonObject): JsonObject => ({ ...addedLater[table], ...row })

/** Which table an event of a kind is about. */
const changedTables: ReadonlyMap<unknown, AlertTable> = new Map(
  alertTableNames.flatMap((table) =>
    ['insert', 'update', 'delete'].map((operation) => [`${table} ${operation}`, table]),
  ),
)

type Expected = { event: AuditEvent; row: JsonObject }

/** Reads from the chain of rights which rules, silences and acknowledgements there must be. */
export class AlertsProjection {
  private readonly rows: Readonly<Record<AlertTable, Map<string, Expected>>> = {
    ...{ alert_rules: new Map(), alert_silences: new Map(), alert_groups: new Map() },
  }
  /** What an event says was there, and was not by the events before. */
  private readonly unlike: [AuditEvent, string][] = []
  /** Whether the log has a change: what was there before is stated by then. */
  begun = false

  take(event: AuditEvent): void {
    if (event.stream !== 'rights' || !event.body.includes('"alert')) return
    const body = parseEvent(event.body)
    const table = changedTables.get(body?.kind)
    if (body && table) this.takeChange(table, event, body)
    else if (body?.kind === 'alerts state') this.takeState(event, body)
  }

  private takeChange(table: AlertTable, event: AuditEvent, body: JsonObject): void {
    this.begun = true
    const [was, is] = [body.was, body.is].map((row) => (isJsonObject(row) ? rowOf(table, row) : null))
    const rows = this.rows[table]
    const keys = [was, is].flatMap((row) => (row ? [keyOf(table, row)] : []))
    for (const key of new Set(keys)) {
      const known = rows.get(key)?.row ?? null
      const before = was && keyOf(table, was) === key ? was : null
      if (!sameJson(known, before)) this.unlike.push([event, `${nameOf(table, key)} was not so before`])
      rows.delete(key)
    }
    if (is) rows.set(keyOf(table, is), { event, row: is })
  }

  private takeState(event: AuditEvent, { table, rows }: JsonObject): void {
    const known = alertTableNames.find((name) => name === table)
    if (this.begun)
      this.unlike.push([event, 'the log states which alert rules there were, but had begun already'])
    if (this.begun || !known || !Array.isArray(rows)) return
    for (const row of rows.filter(isJsonObject))
      this.rows[known].set(keyOf(known, row), { event, row: rowOf(known, row) })
  }

  /** Compares all rows of the tables with what the log says of them. */
  compare(table: AlertTable, rows: readonly JsonObject[], findings: AuditFindings): void {
    const expected = this.rows[table]
    for (const row of rows) {
      const key = keyOf(table, row)
      const logged = expected.get(key)
      expected.delete(key)
      const name = nameOf(table, key)
      if (!logged) findings.add('unlike', { stream: 'rights' }, `${name} is not in the log`)
      else
        for (const [column, value] of Object.entries(logged.row))
          if (!sameJson(value, row[column] ?? null))
            findings.add(
              'unlike',
              logged.event,
              `${name} has ${column} ${shownJson(row[column])}, but the log says ${shownJson(value)}`,
            )
    }
    for (const [key, { event }] of expected)
      findings.add('unlike', event, `${nameOf(table, key)} is gone, but the log has it`)
  }

  end(findings: AuditFindings): void {
    for (const [event, what] of this.unlike) findings.add('unlike', event, what)
  }
}

const keyOf = (table: AlertTable, row: JsonObject): string => jsonText(idOf(row[alertTables[table]]))
const idOf = (value: JsonValue | undefined): JsonValue => value ?? null
const nameOf = (table: AlertTable, key: string): string => `${table} ${key}`
