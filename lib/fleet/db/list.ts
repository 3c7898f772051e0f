import type { EntityManager } from 'typeorm'
import { jobsUnlessLocked } from '@/lib/db/connection/jobs-locked'
import { Parameters } from '@/lib/db/connection/parameters'
import { keptQuery } from '@/lib/db/connection/prepared-query'
import type { FleetCursor } from '@/lib/fleet/domain/fleet-cursor'
import { type FleetRequest, fleetSql, matchSql } from './match'
import { type FleetNodeRow, nodeColumns, nodeJoins } from './nodes'
import { afterSql, orderSql, type SortColumn, sortColumns } from './sort'
import { visibleSql } from './visibility'

/**
 * Every matching node with its DID and the columns of the sort. Not in WITH: the function that decides who may see a node
 * is volatile, so PostgreSQL would materialize all nodes before sorting. OFFSET 0: each key is computed once.
 * `more`: a further column.
 */
export function keyedSql(
  request: FleetRequest,
  columns: readonly SortColumn[],
  parameters: Parameters,
  more?: string,
): string {
  const keys = [...columns.map(({ sql }, n) => `${sql} AS k${n}`), ...(more ? [more] : [])].join(', ')
  return `(SELECT n.node_did AS tie, ${keys} FROM ${fleetSql(request, parameters)} WHERE ${matchSql(request, parameters)} OFFSET 0) keyed`
}

/** One page after the cursor, in order. `keys` are the values sorted by, for the next cursor. */
export async function readFleetPage(
  db: EntityManager,
  request: FleetRequest,
  after: FleetCursor | null,
  limit: number,
): Promise<(FleetNodeRow & { keys: FleetCursor['keys'] })[]> {
  const parameters = new Parameters()
  const columns = sortColumns(request.filter.sort, parameters)
  const order = orderSql(columns)
  const keyed = keyedSql(request, columns, parameters)
  const from = after ? `WHERE ${afterSql(columns, after, parameters)}` : ''
  return jobsUnlessLocked(db, (jobs) =>
    keptQuery(
      db,
      `WITH page AS (SELECT * FROM ${keyed} ${from} ORDER BY ${order} LIMIT ${Math.trunc(limit)})
       SELECT ${nodeColumns(jobs)}, jsonb_build_array(${columns.map((_, n) => `k${n}`).join(', ')}) AS keys
       FROM page JOIN nodes n ON n.node_did = tie ${nodeJoins(jobs)} ORDER BY ${order}`,
      parameters.values,
    ),
  )
}

/** The DIDs of all matching nodes, in order. */
export async function readFleetOrder(db: EntityManager, request: FleetRequest): Promise<string[]> {
  const parameters = new Parameters()
  const columns = sortColumns(request.filter.sort, parameters)
  const [row] = await keptQuery<{ dids: string[] | null }>(
    db,
    `SELECT json_agg(tie ORDER BY ${orderSql(columns)}) AS dids FROM ${keyedSql(request, columns, parameters)}`,
    parameters.values,
  )
  return row?.dids ?? []
}

/**
 * The nodes of one state: how many in all, how many match the other filters, how many are samples, and whether any has labels
 * or an owner.
 */
export type StateCount = {
  state: string
  nodes: number
  matching: number
  sample: number
  labelled: boolean
  owned: boolean
}

/** How many nodes match the filter. */
export async function countMatching(db: EntityManager, request: FleetRequest): Promise<number> {
  const parameters = new Parameters()
  const [row] = await keptQuery<{ nodes: number }>(
    db,
    `SELECT count(*)::int AS nodes FROM ${fleetSql(request, parameters)} WHERE ${matchSql(request, parameters)}`,
    parameters.values,
  )
  return row?.nodes ?? 0
}

/** How many retired nodes the viewer may see; almost free while there are none. */
export async function countRetired(db: EntityManager, viewer: FleetRequest['viewer']): Promise<number> {
  const parameters = new Parameters()
  const [row] = await keptQuery<{ retired: number }>(
    db,
    `SELECT count(*)::int AS retired FROM nodes n
     WHERE n.retired_at IS NOT NULL AND ${visibleSql('n.node_did', viewer, parameters)}`,
    parameters.values,
  )
  return row?.retired ?? 0
}

/** All nodes in service that the viewer may see, by state, in one pass over the latest states; with the filter, the retired ones. */
export async function countFleet(db: EntityManager, request: FleetRequest): Promise<StateCount[]> {
  const parameters = new Parameters()
  const others = { ...request, filter: { ...request.filter, state: undefined } }
  return keptQuery(
    db,
    `SELECT s.state, count(*)::int AS nodes, count(*) FILTER (WHERE ${matchSql(others, parameters)})::int AS matching,
            count(*) FILTER (WHERE n.is_sample)::int AS sample,
            bool_or(n.labels <> '{}') AS labelled, bool_or(EXISTS (SELECT FROM node_owners o WHERE o.node_did = n.node_did)) AS owned
     FROM ${fleetSql(request, parameters)} GROUP BY 1`,
    parameters.values,
  )
}
