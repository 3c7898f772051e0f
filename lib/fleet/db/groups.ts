import type { EntityManager } from 'typeorm'
import { Parameters } from '@/lib/db/connection/parameters'
import { keptQuery } from '@/lib/db/connection/prepared-query'
import type { GroupCount } from '@/lib/fleet/domain/fleet-groups'
import { keyedSql } from './list'
import { type FleetRequest, fleetSql, matchSql } from './match'
import { orderSql, sortColumns } from './sort'
import { placeSql } from './state-sql'

/** The value of the label with this key of a node `n`; null where it has none, or one that is no text. */
export const labelSql = (key: string): string =>
  `CASE WHEN jsonb_typeof(n.labels -> ${key}) = 'string' THEN n.labels ->> ${key} END`

/** Matching nodes by the value of a label and by state, with what they have of these metrics; a silent node has no values. */
export function countGroups(
  db: EntityManager,
  request: FleetRequest,
  of: { key: string; metrics: readonly string[] },
): Promise<GroupCount[]> {
  const parameters = new Parameters()
  const { add } = parameters
  const label = labelSql(`${add(of.key)}::text`)
  const values = of.metrics.map(
    (metric) => `CASE WHEN s.state <> 'Silent' THEN hakim_metric(l.metrics -> ${add(metric)}::text) END`,
  )
  const each = (sql: (value: string) => string, type: string): string =>
    `ARRAY[${values.map(sql).join(', ')}]::${type}[]`
  return keptQuery(
    db,
    `SELECT ${label} AS value, s.state, min(${placeSql}) AS place, count(*)::int AS nodes,
            ${each((value) => `sum(${value})`, 'float8')} AS sums, ${each((value) => `count(${value})`, 'int')} AS reporting,
            ${each((value) => `max(${value})`, 'float8')} AS highest
     FROM ${fleetSql(request, parameters)} WHERE ${matchSql(request, parameters)} GROUP BY 1, 2`,
    parameters.values,
  )
}

/** The DIDs of the first `most` matching nodes of each of these values of a label, in order. */
export async function readFirstOfGroups(
  db: EntityManager,
  request: FleetRequest,
  of: { key: string; values: readonly (string | null)[]; most: number },
): Promise<string[]> {
  const parameters = new Parameters()
  const columns = sortColumns(request.filter.sort, parameters)
  const order = orderSql(columns)
  const { add } = parameters
  const label = labelSql(`${add(of.key)}::text`)
  const texts = of.values.filter((value) => value !== null)
  const keyed = keyedSql(request, columns, parameters, `${label} AS value`)
  const [row] = await keptQuery<{ dids: string[] | null }>(
    db,
    `SELECT json_agg(tie ORDER BY ${order}) AS dids
     FROM (SELECT *, row_number() OVER (PARTITION BY value ORDER BY ${order}) AS nth FROM ${keyed}) ranked
     WHERE nth <= ${add(of.most)} AND (value = ANY (${add(texts)}::text[]) OR (value IS NULL AND ${add(texts.length < of.values.length)}))`,
    parameters.values,
  )
  return row?.dids ?? []
}
