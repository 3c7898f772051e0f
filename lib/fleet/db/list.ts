import type { EntityManager } from 'typeorm'
import { Parameters } from '@/lib/db/connection/parameters'
import { keptQuery } from '@/lib/db/connection/prepared-query'
import type { FleetCursor } from '@/lib/fleet/domain/fleet-cursor'
import { type FleetWanted, fleetSql, matchSql } from './match'
import { type FleetNodeRow, nodeColumns, nodeJoins } from './nodes'
import { afterSql, orderSql, type SortColumn, sortColumns } from './sort'

/**
 * Every node that matches, with its DID and the columns of the sort. Not in WITH: what decides who may see a node is
 * volatile, and PostgreSQL would write all the nodes down before it sorts them. OFFSET 0: it makes each key once.
 */
function keyedSql(wanted: FleetWanted, columns: readonly SortColumn[], parameters: Parameters): string {
  const keys = columns.map(({ sql }, n) => `${sql} AS k${n}`).join(', ')
  return `(SELECT n.node_did AS tie, ${keys} FROM ${fleetSql(wanted, parameters)} WHERE ${matchSql(wanted, parameters)} OFFSET 0) keyed`
}

/** One page after the cursor, in order. `keys` are those of the sort, for the next cursor. */
export async function readFleetPage(
  db: EntityManager,
  wanted: FleetWanted,
  after: FleetCursor | null,
  limit: number,
): Promise<(FleetNodeRow & { keys: FleetCursor['keys'] })[]> {
  const columns = sortColumns(wanted.filter.sort)
  const order = orderSql(columns)
  const parameters = new Parameters()
  const keyed = keyedSql(wanted, columns, parameters)
  const from = after ? `WHERE ${afterSql(columns, after, parameters)}` : ''
  return keptQuery(
    db,
    `WITH page AS (SELECT * FROM ${keyed} ${from} ORDER BY ${order} LIMIT ${Math.trunc(limit)})
     SELECT ${nodeColumns}, jsonb_build_array(${columns.map((_, n) => `k${n}`).join(', ')}) AS keys
     FROM page JOIN nodes n ON n.node_did = tie ${nodeJoins} ORDER BY ${order}`,
    parameters.values,
  )
}

/** The DIDs of every node that matches, in order. */
export async function readFleetOrder(db: EntityManager, wanted: FleetWanted): Promise<string[]> {
  const columns = sortColumns(wanted.filter.sort)
  const parameters = new Parameters()
  const [row] = await keptQuery<{ dids: string[] | null }>(
    db,
    `SELECT json_agg(tie ORDER BY ${orderSql(columns)}) AS dids FROM ${keyedSql(wanted, columns, parameters)}`,
    parameters.values,
  )
  return row?.dids ?? []
}

/** The nodes of one state: how many, how many of them match and are a sample, and whether any has labels, an owner. */
export type StateCount = {
  state: string
  nodes: number
  matching: number
  sample: number
  labelled: boolean
  owned: boolean
}

/** The whole fleet that the viewer may see by state, in one pass over the latest states. */
export async function countFleet(db: EntityManager, wanted: FleetWanted): Promise<StateCount[]> {
  const parameters = new Parameters()
  return keptQuery(
    db,
    `SELECT s.state, count(*)::int AS nodes, count(*) FILTER (WHERE ${matchSql(wanted, parameters)})::int AS matching,
            count(*) FILTER (WHERE n.is_sample)::int AS sample,
            bool_or(n.labels <> '{}') AS labelled, bool_or(EXISTS (SELECT FROM node_owners o WHERE o.node_did = n.node_did)) AS owned
     FROM ${fleetSql(wanted, parameters)} GROUP BY 1`,
    parameters.values,
  )
}
