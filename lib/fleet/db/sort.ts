import type { Parameters } from '@/lib/db/connection/parameters'
import type { FleetCursor } from '@/lib/fleet/domain/fleet-cursor'
import {
  type FleetSort,
  isReversed,
  type SortKey,
  sortKeyOf,
  sortMetric,
} from '@/lib/fleet/domain/fleet-filter'
import { heardSql, placeSql } from './state-sql'

/** What a sort compares, over the rows of `fleetSql`. Nulls come last in either direction. */
export type SortColumn = { sql: string; type: 'int' | 'float8' | 'text'; descending: boolean }

const name = 'coalesce(n.name, n.node_did) COLLATE hakim_names'

/** Values are sorted as shown: a silent node has none. */
const present = (metric: string): string =>
  `CASE WHEN s.state <> 'Silent' THEN hakim_metric(l.metrics -> ${metric}) END`

const values: Record<Exclude<SortKey, 'state' | 'name' | `metric:${string}`>, string> = {
  cpu: present(`'cpu_usage_percent'`),
  memory: present(`'memory_usage_mb'`),
  disk: present(`'disk_usage_gb'`),
  reported: `extract(epoch FROM ${heardSql('statement_timestamp()')})::float8`,
}

/** The columns of a sort, to be selected as k0, k1, …, followed by the DID as `tie`. */
const valueSql = (by: SortKey): string | undefined => Object.entries(values).find(([key]) => key === by)?.[1]

export function sortColumns(sort: FleetSort, { add }: Parameters): SortColumn[] {
  const by = sortKeyOf(sort)
  const descending = isReversed(sort)
  const metric = sortMetric(sort)
  if (by === 'name') return [{ sql: name, type: 'text', descending }]
  const value = metric === null ? valueSql(by) : present(`${add(metric)}::text`)
  if (value !== undefined) return [{ sql: value, type: 'float8', descending }]
  return [
    { sql: placeSql, type: 'int', descending },
    { sql: name, type: 'text', descending: false },
  ]
}

const tie = 'tie COLLATE "C"'

/** ORDER BY for rows with the columns of the sort and `tie`. */
export const orderSql = (columns: readonly SortColumn[]): string =>
  [...columns.map(({ descending }, n) => `k${n} ${descending ? 'DESC' : 'ASC'} NULLS LAST`), tie].join(', ')

/** The condition for a row to come after the cursor in the order of `orderSql`. */
export function afterSql(columns: readonly SortColumn[], cursor: FleetCursor, { add }: Parameters): string {
  const from = (n: number): string => {
    const column = columns[n]
    if (!column) return `${tie} > ${add(cursor.did)}`
    const value = cursor.keys[n] ?? null
    if (value === null) return `(k${n} IS NULL AND ${from(n + 1)})`
    const mark = `${add(value)}::${column.type}`
    const beyond = `k${n} ${column.descending ? '<' : '>'} ${mark}`
    return `(k${n} IS NULL OR ${beyond} OR (k${n} = ${mark} AND ${from(n + 1)}))`
  }
  return from(0)
}
