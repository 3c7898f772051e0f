import type { EntityManager } from 'typeorm'
import type { NodeScope } from '@/lib/domain/scope'
import { keptQuery } from './prepared-query'

/** What the buckets of a node depend on. */
export type SeriesNode = {
  /** How often it reports, as it was learned from its reports. */
  cadenceSeconds: number | null
  /** Epoch seconds before which retention may have deleted raw reports; null: none is gone. */
  rawSince: number | null
}

/** Null when there is no such node. */
export async function readSeriesNode(db: EntityManager, scope: NodeScope): Promise<SeriesNode | null> {
  const [row] = await keptQuery<SeriesNode>(
    db,
    `SELECT l.cadence_seconds AS "cadenceSeconds", n.kept_before_day * 86400.0::float8 AS "rawSince"
     FROM nodes n LEFT JOIN node_latest l USING (node_did) WHERE n.node_did = $1`,
    [scope.did],
  )
  return row ?? null
}
