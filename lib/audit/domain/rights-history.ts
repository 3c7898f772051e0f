import { isJsonObject, type JsonObject, type JsonValue } from '@/lib/kernel/json/json'
import { jsonText, parseEvent } from './event-json'
import type { AuditEvent } from './log'
import { pick } from './pick'
import { changedTables, laterTables, rightsTables } from './rights-tables'

/** What consent is counted by, and acts are judged by: of each table the column that its rows are looked up by, and what is read of them. */
const kept = {
  people: { by: 'id', columns: ['id', 'did', 'role', 'disabled_at'] },
  nodes: { by: 'node_did', columns: ['labels', 'consent'] },
  node_owners: { by: 'node_did', columns: ['person_id', 'counts_from'] },
  delegations: {
    by: 'node_did',
    columns: ['owner_id', 'delegate_id', 'valid_from', 'valid_until', 'revoked_at'],
  },
  group_members: { by: 'person_id', columns: ['group_id'] },
  approval_rules: {
    by: 'rule_id',
    columns: ['rule_id', 'name', 'task_name', 'label_key', 'label_value', 'least_risk', 'owners'],
  },
  rule_seats: { by: 'rule_id', columns: ['group_id', 'votes'] },
  rule_versions: { by: 'rule_id', columns: ['version', 'facts'] },
  consent_keys: { by: 'person_id', columns: ['key_id', 'key', 'expires_at', 'revoked_at'] },
  accounts: { by: 'person_id', columns: ['provider_id'] },
  role_providers: { by: 'issuer', columns: ['issuer'] },
  invitations: { by: 'email_sha256', columns: ['role', 'expires_at'] },
  tokens: { by: 'token_id', columns: ['node_did', 'person_id'] },
  policies: { by: 'policy_id', columns: ['person_id'] },
  policy_revisions: { by: 'policy_id', columns: ['revision', 'ended_at'] },
} as const satisfies Record<string, { by: string; columns: readonly string[] }>
type Kept = keyof typeof kept
const isLater = (table: Kept): boolean => laterTables.some((later) => later === table)
const isKept = (table: unknown): table is Kept => typeof table === 'string' && Object.hasOwn(kept, table)

/** A row from an event of the chain of rights on, by its number; null: it is gone. */
type Version = { from: number; row: JsonObject | null }

/** The rows of one table that share what they are looked up by: few, and mostly one. */
type Rows = { key: string; versions: Version[] }[]

const mostStates = 500

/** A change of who decides that an owner has agreed to, and the last event of rights that was seen then, if its event says so. */
type Agreement = { id: number; seq: number; seen: number | null; change: JsonObject }

/** The last event of the chain of rights that an event says it saw; null: it does not say. */
export const seenBy = ({ rights_seen: seen }: JsonObject): number | null =>
  typeof seen === 'number' && Number.isInteger(seen) ? seen : null

/** Which rights held at each event of the chain of rights. Memory grows with the events about whoever decides. */
export class RightsHistory {
  private readonly tables = new Map<Kept, Map<JsonValue, Rows>>()
  /** From where on the log says all of a table: a log that began later states it. */
  private readonly complete = new Map<Kept, number>()
  /** Of each event its id, its number and its time. */
  private readonly events: { id: number; seq: number; at: number }[] = []
  /** Changes of who decides that an owner has agreed to, as their events have them. */
  readonly agreed: Agreement[] = []

  take({ id, stream, seq, body: text }: AuditEvent): void {
    if (stream !== 'rights') return
    const body = parseEvent(text)
    this.events.push({ id, seq, at: timeOf(body?.at) })
    if (!body) return
    if (body.kind === 'consent_changes update' && isJsonObject(body.is) && body.is.state === 'agreed')
      this.agreed.push({
        id,
        seq,
        seen: seenBy(body),
        change: pick(['change_id', 'node_did', 'decided_by', 'decided_at', 'key_id'], body.is),
      })
    const table = changedTables.get(body.kind) ?? null
    if (isKept(table)) {
      if (isJsonObject(body.was)) this.set(table, body.was, seq, null)
      if (isJsonObject(body.is)) this.set(table, body.is, seq, pick(kept[table].columns, body.is))
    } else if (body.kind === 'state' && isKept(body.table) && (body.version !== 2 || isLater(body.table)))
      this.takeState(body.table, seq, body)
  }

  private takeState(table: Kept, seq: number, { part, rows }: JsonObject): void {
    if (part === 0) {
      // Nothing is counted by what is stated later.
      if (!isLater(table)) this.complete.set(table, seq)
      this.tables.delete(table)
    }
    for (const row of Array.isArray(rows) ? rows.filter(isJsonObject) : [])
      this.set(table, row, seq, pick(kept[table].columns, row))
  }

  private set(table: Kept, whole: JsonObject, from: number, row: JsonObject | null): void {
    const groups = this.tables.get(table) ?? new Map<JsonValue, Rows>()
    this.tables.set(table, groups)
    const group = whole[kept[table].by] ?? null
    const key = jsonText(rightsTables[table].key.map((column) => whole[column] ?? null))
    const rows = groups.get(group)
    const known = rows?.find((each) => each.key === key)
    if (known) known.versions.push({ from, row })
    else if (rows) rows.push({ key, versions: [{ from, row }] })
    else groups.set(group, [{ key, versions: [{ from, row }] }])
  }

  /** The rows of a table with this value after an event of the chain. */
  rowsAt(table: Kept, value: JsonValue, seq: number): JsonObject[] {
    return presentRows(this.tables.get(table)?.get(value) ?? [], seq)
  }

  /** The nodes that have owners after an event of the chain. */
  ownedAt(seq: number): JsonValue[] {
    const owners = [...(this.tables.get('node_owners') ?? [])]
    return owners.flatMap(([node, rows]) => (presentRows(rows, seq).length > 0 ? [node] : []))
  }

  /** All rows of a table after an event of the chain. */
  allAt(table: Kept, seq: number): JsonObject[] {
    return [...(this.tables.get(table)?.values() ?? [])].flatMap((rows) => presentRows(rows, seq))
  }

  /** All rules after an event of the chain. */
  rulesAt(seq: number): JsonObject[] {
    return this.allAt('approval_rules', seq)
  }

  /**
   * The events of rights after which an event may have seen the rights: from `seen`, which it says that it saw, but no longer before it
   * than a write may take, to the last one before it. A change that was committed later may have a lower id. None while the log does not
   * say all.
   */
  statesBefore({ id, at, seen }: { id: number; at: number; seen: number | null }): number[] {
    let last = this.events.length - 1
    for (let before = 0; before <= last; ) {
      const middle = (before + last) >> 1
      if ((this.events[middle]?.id ?? 0) < id) before = middle + 1
      else last = middle - 1
    }
    const high = this.events[last]?.seq ?? 0
    const complete = Math.max(0, ...this.complete.values())
    const least = Math.max(Math.min(seen ?? 0, high), complete, high - mostStates)
    let first = high
    for (let n = last; first > least && !((this.events[n]?.at ?? 0) < at - longestWriteMs); n -= 1)
      first = this.events[n - 1]?.seq ?? 0
    first = Math.max(first, least)
    return Array.from({ length: Math.max(0, high - first + 1) }, (_, n) => high - n)
  }
}

function presentRows(rows: Rows, seq: number): JsonObject[] {
  const found = rows.map(({ versions }) => versions.findLast(({ from }) => from <= seq)?.row ?? null)
  return found.filter((row) => row !== null)
}

/** How long a change of rights may have taken from its event to its commit. */
export const longestWriteMs = 600_000

const timeOf = (time: JsonValue | undefined): number =>
  typeof time === 'string' ? Date.parse(time) : Number.NaN
