import type { EntityManager } from 'typeorm'
import { dayOf, readableTime } from '@/lib/reports/db/reports'

/** About how many reports one step rolls up; writing a chunk counts as a few reports more. */
const reportsPerStep = 10_000
const reportsPerChunk = 5

/** At most how many nodes get a turn in one step. */
const nodesPerStep = 500

/** At most how many days a node goes back in one turn, so that all nodes go back in time together. */
const daysPerTurn = 7

/** What one node rolls up in its turn: the chunks with reports, in whole days. */
export type BackfillTurn = {
  node_key: number
  chunks: number[]
  /** The node's `backfill_before_day` afterwards: the day after the next older report; null when there is none. */
  before_day: number | null
}

const startOf = (day: string): string => `to_timestamp(${day} * 86400.0)`

const reportsOf = (did: string, before: string): string =>
  `FROM health_reports WHERE target_node_did = ${did} AND ${readableTime} AND timestamp < ${startOf(before)}`

/**
 * The turns of one step, starting with the nodes that are furthest behind. Each takes the newest remaining days within the
 * step's number of reports, and at least one. Days and chunks without reports cost nothing. Reads only the index on
 * (node, time).
 */
export const nextTurns = (tx: EntityManager): Promise<BackfillTurn[]> =>
  tx.query<BackfillTurn[]>(
    `WITH RECURSIVE waiting AS MATERIALIZED (
       SELECT row_number() OVER () AS turn, node_key, node_did, before_day
       FROM (SELECT node_key, node_did, backfill_before_day AS before_day FROM nodes
             WHERE backfill_before_day IS NOT NULL
             ORDER BY backfill_before_day DESC, node_key LIMIT $1) first),
     turns AS (
       SELECT 0::bigint AS turn, 0::bigint AS reports, NULL::int AS node_key, NULL::text AS node_did,
              NULL::int AS from_day, NULL::int[] AS chunks
       UNION ALL
       SELECT w.turn, t.reports + o.reports + ${reportsPerChunk} * coalesce(cardinality(o.chunks), 0), w.node_key, w.node_did, o.from_day, o.chunks
       FROM turns t JOIN waiting w ON w.turn = t.turn + 1
       CROSS JOIN LATERAL (
         SELECT count(*) >= $2 - t.reports AS cut, count(*) AS reports, ${dayOf('min(timestamp)')} AS oldest,
                ${dayOf('max(timestamp)')} AS newest,
                array_agg(DISTINCT floor(date_part('epoch', timestamp) / 7200)::int) AS chunks
         FROM (SELECT timestamp ${reportsOf('w.node_did', 'w.before_day')}
                 AND timestamp >= ${startOf(`(w.before_day - ${daysPerTurn})`)}
               ORDER BY timestamp DESC LIMIT $2 - t.reports) newest) n
       -- The oldest day that was cut short is left for the next turn, unless it is the only one.
       CROSS JOIN LATERAL (
         SELECT w.before_day - ${daysPerTurn} AS from_day, n.chunks, n.reports WHERE NOT n.cut
         UNION ALL
         SELECT n.oldest + 1, ARRAY(SELECT c FROM unnest(n.chunks) c WHERE c >= (n.oldest + 1) * 12), n.reports
         WHERE n.cut AND n.oldest < n.newest
         UNION ALL
         SELECT n.oldest, ARRAY(SELECT generate_series(n.oldest * 12, n.oldest * 12 + 11)),
                (SELECT count(*) ${reportsOf('w.node_did', '(n.oldest + 1)')} AND timestamp >= ${startOf('n.oldest')})
         WHERE n.cut AND n.oldest = n.newest) o
       WHERE t.reports < $2 AND (t.turn = 0 OR t.reports + o.reports <= $2))
     SELECT node_key, coalesce(chunks, '{}') AS chunks,
            (SELECT ${dayOf('max(timestamp)')} + 1 ${reportsOf('turns.node_did', 'turns.from_day')}) AS before_day
     FROM turns WHERE turn > 0 ORDER BY turn`,
    [nodesPerStep, reportsPerStep],
  )
