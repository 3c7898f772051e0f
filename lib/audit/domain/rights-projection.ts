import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/kernel/json/json'
import { jsonText, parseEvent, sameJson, shownJson } from './event-json'
import type { AuditFindings } from './finding'
import type { AuditEvent } from './log'
import { pick } from './pick'
import { type Change, isPlain, RightsSequence } from './rights-sequence'
import {
  changedTables,
  isRightsTable,
  laterColumns,
  laterTables,
  plainNode,
  type RightsTableName,
  rightsTables,
} from './rights-tables'
import { usedStatements } from './used-statements'

/** A row as its last event has it. */
type Expected = { id: number; seq: number; row: JsonObject }

/** Reads from the chain of rights which rows each table must have. Memory grows with the number of these rows. */
export class RightsProjection {
  private readonly tables = new Map<RightsTableName, Map<string, Expected>>()
  private readonly stated = new Set<RightsTableName>()
  /** Whether an event has come of a version that compares all with the log: what was there before is stated by then. */
  private begun = false
  /** The same of the version that compares accounts, providers that give roles, and more of nodes. */
  private begunMore = false
  private readonly statedMore = new Set<RightsTableName>()
  private readonly sequence = new RightsSequence()
  /** The event that says which jobs were there when the log began. */
  adopted: { id: number; seq: number; jobs: JsonValue | undefined; sha256: JsonValue | undefined } | null =
    null

  constructor(private readonly findings: AuditFindings) {}

  take(event: AuditEvent): void {
    if (event.stream !== 'rights') {
      this.begun ||=
        event.body.includes('"details_sha256"') && isString(parseEvent(event.body)?.details_sha256)
      return
    }
    const body = parseEvent(event.body)
    if (!body) return
    const table = changedTables.get(body.kind)
    if (table) this.takeChange(table, event, body)
    else if (body.kind === 'jobs adopted') this.takeAdoption(event, body)
    else if (body.kind === 'state' && body.table !== usedStatements) this.takeState(event, body)
  }

  private takeChange(
    table: RightsTableName,
    event: AuditEvent,
    { was, is, owned_since, version, at }: JsonObject,
  ): void {
    const rows = this.rowsOf(table)
    const before = isJsonObject(was) ? was : null
    const after = isJsonObject(is) ? is : null
    const row = after ?? before
    if (!row) return
    const keys = { was: before && keyOf(table, before), is: after && keyOf(table, after) }
    const check = (key: string, change: Pick<Change, 'was' | 'is'>): void => {
      const known = rows.get(key)?.row ?? null
      this.sequence.check(event, table, nameOf(table, key), { known, at, ...change })
      rows.delete(key)
    }
    if (keys.was !== null) check(keys.was, { was: before, is: keys.was === keys.is ? after : null })
    if (keys.is !== null && keys.is !== keys.was) check(keys.is, { was: null, is: after })
    if (after && keys.is !== null) rows.set(keys.is, expected(table, event, after))
    // Events of owners say since when their node has been owned, whether it had an event of its own or not.
    if (owned_since !== undefined) {
      const key = keyOf('nodes', row)
      const known = this.rowsOf('nodes').get(key)?.row ?? plainNode
      this.sequence.checkColumns(event, nameOf('nodes', key), known, { owned_since })
      this.addToNode(event, row, { owned_since })
    }
    this.begunMore ||= version === 2
    this.begun ||= table === 'tokens' && isString(after?.token_sha256)
  }

  private takeAdoption(event: AuditEvent, { jobs, jobs_sha256: sha256 }: JsonObject): void {
    const { id, seq } = event
    if (this.begun) this.addLate(event)
    else if (this.adopted)
      this.findings.add('unlike', event, 'the log names the jobs from before it once more')
    else this.adopted = { id, seq, jobs, sha256 }
  }

  /**
   * What a table held when the log began to be compared with it: whatever was there before is not judged. Of nodes, the second
   * version states columns alone.
   */
  private takeState(event: AuditEvent, { table, part, rows: stated, version }: JsonObject): void {
    const more = version === 2
    if (more ? this.begunMore : this.begun) this.addLate(event)
    else if (typeof table === 'string' && isRightsTable(table)) {
      const onlyColumns = more && table === 'nodes'
      const known = more ? this.statedMore : this.stated
      if (part === 0) {
        if (known.has(table))
          this.findings.add('unlike', event, `the log states once more what ${table} holds`)
        known.add(table)
        // Nodes that are not named have neither of the columns, whatever an older event said.
        this.sequence.forget(onlyColumns ? 'later columns' : table)
        if (onlyColumns) this.resetColumns()
        else this.rowsOf(table).clear()
      }
      for (const row of Array.isArray(stated) ? stated.filter(isJsonObject) : [])
        if (onlyColumns) this.addToNode(event, row, pick(Object.keys(laterColumns), row))
        else this.rowsOf(table).set(keyOf(table, row), expected(table, event, row))
    }
  }

  private addLate(event: AuditEvent): void {
    this.findings.add('unlike', event, 'the log states what was there before it, but had begun already')
  }

  /** Columns of a node that another event may have the rest of. */
  private addToNode({ id, seq }: AuditEvent, node: JsonObject, columns: JsonObject): void {
    const key = keyOf('nodes', node)
    const nodes = this.rowsOf('nodes')
    nodes.set(key, { id, seq, row: { ...(nodes.get(key)?.row ?? plainNode), ...columns } })
  }

  /** Whether the log says what it says only since it has stated it. */
  get saysMore(): boolean {
    return this.begunMore || this.statedMore.size > 0
  }

  /** Of a log that does not: what it happens to say of that is not the whole. */
  leaveOutMore(): void {
    for (const table of laterTables) this.tables.delete(table)
    this.sequence.forgetLater()
    this.resetColumns()
  }

  private resetColumns(): void {
    for (const known of this.rowsOf('nodes').values()) known.row = { ...known.row, ...laterColumns }
  }

  /** Compares a row of a table with what the log says of it. Each row is compared once. */
  compare(table: RightsTableName, row: JsonObject): void {
    const key = keyOf(table, row)
    const last = this.rowsOf(table).get(key)
    this.rowsOf(table).delete(key)
    const place = last ? { id: last.id, stream: 'rights', seq: last.seq } : { stream: 'rights' }
    const name = nameOf(table, key)
    const logged = last?.row ?? (table === 'nodes' ? plainNode : null)
    if (!logged) this.findings.add('unlike', place, `${name} is not in the log`)
    else
      for (const [column, value] of Object.entries(logged))
        if (!sameJson(value, row[column] ?? null))
          this.findings.add(
            'unlike',
            place,
            `${name} has ${column} ${shownJson(row[column])}, but the log says ${shownJson(value)}`,
          )
  }

  /** Once all rows were compared: those that are gone, and what no event says how it came about. */
  end(): void {
    this.sequence.end(this.findings)
    // Nodes that nothing rests on come and go without an event.
    for (const [table, rows] of this.tables)
      for (const [key, { id, seq, row }] of rows)
        if (table !== 'nodes' || !isPlain(row))
          this.findings.add(
            'unlike',
            { id, stream: 'rights', seq },
            `${nameOf(table, key)} is gone, but the log has it`,
          )
  }

  private rowsOf(table: RightsTableName): Map<string, Expected> {
    const rows = this.tables.get(table) ?? new Map<string, Expected>()
    this.tables.set(table, rows)
    return rows
  }
}

const isString = (value: JsonValue | undefined): value is string => typeof value === 'string'

const keyOf = (table: RightsTableName, row: JsonObject): string =>
  jsonText(rightsTables[table].key.map((column) => row[column] ?? null))

const nameOf = (table: RightsTableName, key: string): string => `${table} ${key}`

const expected = (table: RightsTableName, { id, seq }: AuditEvent, is: JsonObject): Expected => ({
  ...{ id, seq },
  row: pick(rightsTables[table].watched, is),
})
