import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/kernel/json/json'
import { parseEvent, sameJson } from './event-json'
import type { AuditFindings } from './finding'
import type { AuditEvent } from './log'
import {
  isRightsTable,
  laterColumns,
  laterTables,
  plainNode,
  type RightsTableName,
  rightsTables,
} from './rights-tables'

/** A row as its last event has it. */
type Expected = { id: number; seq: number; row: JsonObject }

const shown = (value: JsonValue | undefined): string => {
  const text = JSON.stringify(value ?? null)
  return text.length > 100 ? `${text.slice(0, 99)}…` : text
}

/** Reads from the chain of rights which rows each table must have. Memory grows with the number of these rows. */
export class RightsProjection {
  private readonly tables = new Map<RightsTableName, Map<string, Expected>>()
  private readonly stated = new Set<RightsTableName>()
  /** Whether an event has come of a version that compares all with the log: what was there before is stated by then. */
  private begun = false
  /** The same of the version that compares accounts, providers that give roles, and more of nodes. */
  private begunMore = false
  private readonly statedMore = new Set<RightsTableName>()
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
    if (typeof body?.kind !== 'string') return
    const more = body.kind === 'state' && body.version === 2
    if (more ? this.begunMore : this.begun && (body.kind === 'jobs adopted' || body.kind === 'state'))
      this.findings.add('unlike', event, 'the log states what was there before it, but had begun already')
    else if (more) this.takeState(event, body, this.statedMore)
    else if (body.kind === 'jobs adopted') this.takeAdoption(event, body)
    else if (body.kind === 'state') this.takeState(event, body, this.stated)
    else {
      const [table = '', operation = ''] = body.kind.split(' ')
      if (!isRightsTable(table) || !['insert', 'update', 'delete'].includes(operation)) return
      const rows = this.rowsOf(table)
      if (isJsonObject(body.was)) rows.delete(keyOf(table, body.was))
      if (isJsonObject(body.is)) rows.set(keyOf(table, body.is), expected(table, event, body.is))
      // The node has been owned since then, whether it had an event of its own or not.
      if (table === 'node_owners' && 'owned_since' in body)
        this.addTo('nodes', event, nodeOf(body), { owned_since: body.owned_since ?? null })
      this.begunMore ||= body.version === 2
      this.begun ||= table === 'tokens' && isJsonObject(body.is) && isString(body.is.token_sha256)
    }
  }

  private takeAdoption(event: AuditEvent, { jobs, jobs_sha256: sha256 }: JsonObject): void {
    const { id, seq } = event
    if (this.adopted) this.findings.add('unlike', event, 'the log names the jobs from before it once more')
    else this.adopted = { id, seq, jobs, sha256 }
  }

  /**
   * What a table held when the log began to be compared with it: whatever was there before is not judged. Of nodes, the second
   * version states columns alone.
   */
  private takeState(
    event: AuditEvent,
    { table, part, rows: stated, version }: JsonObject,
    known: Set<RightsTableName>,
  ): void {
    if (typeof table !== 'string' || !isRightsTable(table)) return
    const onlyColumns = version === 2 && table === 'nodes'
    if (part === 0) {
      if (known.has(table)) this.findings.add('unlike', event, `the log states once more what ${table} holds`)
      known.add(table)
      // Nodes that are not named have neither of the columns, whatever an older event said.
      if (onlyColumns) this.resetColumns()
      else this.rowsOf(table).clear()
    }
    for (const row of Array.isArray(stated) ? stated : [])
      if (isJsonObject(row) && onlyColumns)
        this.addTo(table, event, row, {
          owned_since: row.owned_since ?? null,
          is_sample: row.is_sample ?? null,
        })
      else if (isJsonObject(row)) this.rowsOf(table).set(keyOf(table, row), expected(table, event, row))
  }

  /** Columns of a row that another event may have the rest of. */
  private addTo(table: 'nodes', { id, seq }: AuditEvent, key: JsonObject, columns: JsonObject): void {
    const rows = this.rowsOf(table)
    const before = rows.get(keyOf(table, key))?.row ?? plainNode
    rows.set(keyOf(table, key), { id, seq, row: { ...before, ...columns } })
  }

  /** Whether the log says what it says only since it has stated it. */
  get saysMore(): boolean {
    return this.begunMore || this.statedMore.size > 0
  }

  /** Of a log that does not: what it happens to say of that is not the whole. */
  leaveOutMore(): void {
    for (const table of laterTables) this.tables.delete(table)
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
            `${name} has ${column} ${shown(row[column])}, but the log says ${shown(value)}`,
          )
  }

  /** Once all rows were compared: those that are gone. */
  end(): void {
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
  JSON.stringify(rightsTables[table].key.map((column) => row[column] ?? null))

const isPlain = (row: JsonObject): boolean =>
  Object.entries(plainNode).every(([column, value]) => sameJson(row[column] ?? null, value))

const nodeOf = ({ is, was }: JsonObject): JsonObject => (isJsonObject(is) ? is : isJsonObject(was) ? was : {})

const nameOf = (table: RightsTableName, key: string): string => `${table} ${key}`

/** Older events lack columns that came later. */
function expected(table: RightsTableName, { id, seq }: AuditEvent, is: JsonObject): Expected {
  const row: JsonObject = {}
  for (const column of rightsTables[table].watched) {
    const value = is[column]
    if (value !== undefined) row[column] = value
  }
  return { id, seq, row }
}
