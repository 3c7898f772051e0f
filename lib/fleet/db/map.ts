import type { EntityManager } from 'typeorm'
import { Parameters } from '@/lib/db/connection/parameters'
import { keptQuery } from '@/lib/db/connection/prepared-query'
import type { MapNode } from '@/lib/fleet/domain/map-node'
import { labelSql } from './groups'
import { type FleetRequest, fleetSql, matchSql } from './match'
import { arrivedSql, heardSql, placeSql } from './state-sql'

export type MapRow = Omit<MapNode, 'since' | 'step'> & { since: Date | null; metrics: unknown }

const now = 'statement_timestamp()'

/** Every matching node, worst first, with its label of this key and the values of these metrics; a silent node has no values. */
export function readMap(
  db: EntityManager,
  request: FleetRequest,
  of: { group: string | null; metrics: readonly string[] },
): Promise<MapRow[]> {
  const parameters = new Parameters()
  const { add } = parameters
  const key = of.group === null ? null : `${add(of.group)}::text`
  const metrics =
    of.metrics.length === 0
      ? 'NULL'
      : `CASE WHEN s.state <> 'Silent' THEN (SELECT jsonb_object_agg(m, hakim_metric(l.metrics -> m)) FROM unnest(${add(of.metrics)}::text[]) m WHERE l.metrics ? m) END`
  return keptQuery(
    db,
    `SELECT n.node_did AS did, n.name, s.state, ${placeSql} AS place, ${key === null ? 'NULL' : labelSql(key)} AS group,
            CASE s.state WHEN 'Healthy' THEN NULL WHEN 'Silent' THEN ${heardSql(now)} WHEN l.status THEN l.status_since
                         ELSE ${arrivedSql(now)} END AS since,
            CASE WHEN s.state NOT IN ('Healthy', 'Silent') AND jsonb_typeof(l.diagnosis -> 'code') = 'string'
                 THEN l.diagnosis ->> 'code' END AS code, ${metrics} AS metrics
     FROM ${fleetSql(request, parameters)} WHERE ${matchSql(request, parameters)}
     ORDER BY place, coalesce(n.name, n.node_did) COLLATE hakim_names, n.node_did COLLATE "C"`,
    parameters.values,
  )
}
