import { type Rights, rightsRows } from './consent-count'
import type { HistoryEvent, Move } from './history'

// Which rights held at the moments of a history.

const keys: { [table in keyof Rights]: readonly string[] } = {
  people: ['id'],
  node_owners: ['node_did', 'person_id'],
  delegations: ['delegation_id'],
  group_members: ['group_id', 'person_id'],
  approval_rules: ['rule_id'],
  rule_seats: ['rule_id', 'group_id'],
  consent_keys: ['key_id'],
  policy_revisions: ['policy_id', 'revision'],
}

export const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

export const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** Whether a snapshot, as `pg_current_snapshot` writes it, sees what a transaction did. */
export function sees(snapshot: string, xid: number): boolean {
  const [, end = '0', open = ''] = snapshot.split(':')
  return xid < Number(end) && !open.split(',').includes(String(xid))
}

/** The rights at each moment between two snapshots. */
export function rightsBetween(rights: readonly HistoryEvent[], first: Move, second: Move): Rights[] {
  const seenFirst = rights.filter(({ xid }) => sees(first.snapshot, xid))
  const between = rights.filter(({ xid }) => !sees(first.snapshot, xid) && sees(second.snapshot, xid))
  return [...between.keys(), between.length].map((some) =>
    rightsAfter([...seenFirst, ...between.slice(0, some)].sort((a, b) => a.seq - b.seq)),
  )
}

/**
 * The rights after these changes of them, in order. A node's first owners come in one transaction; whoever comes later counts
 * from the moment of that event on, whatever their row says.
 */
function rightsAfter(events: readonly HistoryEvent[]): Rights {
  const tables = new Map<string, Map<string, Record<string, unknown>>>()
  const firstOwners = new Map<string, number>()
  const keyOf = (table: string, row: Record<string, unknown>): string =>
    JSON.stringify(
      Object.entries(keys)
        .find(([name]) => name === table)?.[1]
        .map((column) => row[column]),
    )
  for (const { body, xid } of events) {
    const [table = ''] = body.kind.split(' ')
    const rows = tables.get(table) ?? new Map<string, Record<string, unknown>>()
    tables.set(table, rows)
    if (isRow(body.was)) rows.delete(keyOf(table, body.was))
    if (!isRow(body.is)) continue
    const row = { ...body.is }
    if (body.kind === 'node_owners insert') {
      const first = firstOwners.get(textOf(row.node_did)) ?? xid
      firstOwners.set(textOf(row.node_did), first)
      row.counts_from = first === xid ? null : body.at
    }
    rows.set(keyOf(table, row), row)
  }
  return rightsRows.parse(
    Object.fromEntries(Object.keys(keys).map((table) => [table, [...(tables.get(table)?.values() ?? [])]])),
  )
}
