import type { EntityManager } from 'typeorm'
import { dayOf, readableTime } from '@/lib/reports/db/reports'
import { type BackfillTurn, nextTurns } from './backfill-turns'
import { rebuildDays } from './roll-up-days'
import { allBuckets, columnsOf, lockNodes, rebuildBuckets } from './roll-ups'

/** `backfill_before_day` of a node whose reports have not been looked at yet. */
const notStarted = 2_932_897

/** At most how many nodes one step initializes, and for about how long: their writers wait meanwhile. */
const nodesPerStep = 500
const timeLimit = '200 ms'

/**
 * Reads the latest states of nodes that have not been looked at yet, which give the days at which their backfill begins.
 * Returns false when there are none.
 */
async function startNodes(tx: EntityManager): Promise<boolean> {
  const nodes = await tx.query<{ node_key: number }[]>(
    `SELECT node_key FROM nodes WHERE backfill_before_day = ${notStarted} ORDER BY node_key LIMIT ${nodesPerStep}`,
  )
  if (nodes.length === 0) return false
  const keys = nodes.map((node) => node.node_key)
  await lockNodes(tx, keys)
  const started = await tx.query<{ node_key: number }[]>(
    `SELECT n.node_key
     -- In the order in which writers lock them.
     FROM (SELECT node_key, node_did FROM nodes WHERE node_key = ANY ($1::int[]) ORDER BY node_did OFFSET 0) n
     CROSS JOIN LATERAL (
       SELECT hakim_refresh_latest(n.node_did)
       WHERE clock_timestamp() < statement_timestamp() + interval '${timeLimit}' OFFSET 0) l`,
    [keys],
  )
  // Reports ahead of their arrival are never the latest, but charted.
  // A report on the last readable day would leave its node not started: that day always stays with the raw reports.
  await tx.query(
    `WITH begun AS (
       UPDATE nodes n SET backfill_before_day =
         (SELECT CASE WHEN max(timestamp) IS NOT NULL THEN least(${dayOf('max(timestamp)')} + 1, ${notStarted} - 1) END
          FROM (SELECT timestamp FROM node_latest l WHERE l.node_did = n.node_did
                UNION ALL SELECT timestamp FROM reports_ahead a WHERE a.node_did = n.node_did) newest)
       WHERE node_key = ANY ($1::int[]) RETURNING node_key, backfill_before_day)
     INSERT INTO roll_up_marks (node_key, hour, buckets)
     SELECT node_key, backfill_before_day * 24, 1 FROM begun WHERE backfill_before_day = ${notStarted} - 1`,
    [started.map((node) => node.node_key)],
  )
  return true
}

const setBefore = (tx: EntityManager, turns: readonly BackfillTurn[]): Promise<unknown> =>
  tx.query(
    `UPDATE nodes n SET backfill_before_day = t.before_day
     FROM unnest($1::int[], $2::int[]) AS t (node_key, before_day) WHERE n.node_key = t.node_key`,
    [turns.map((turn) => turn.node_key), turns.map((turn) => turn.before_day)],
  )

/**
 * Rolls up the next older reports, from before roll-ups existed, of as many nodes as one step takes; first the latest
 * states of all nodes are read. Returns false when nothing is left. Needs the roll-up lock and the index on (node, time).
 */
export async function backfillStep(tx: EntityManager): Promise<boolean> {
  if (await startNodes(tx)) return true
  const turns = await nextTurns(tx)
  if (turns.length === 0) return false
  const chunks = turns.flatMap(({ node_key, chunks }) => chunks.map((slot) => ({ key: node_key, slot })))
  const days = turns.flatMap(({ node_key, chunks }) =>
    [...new Set(chunks.map((chunk) => Math.floor(chunk / 12)))].map((slot) => ({ key: node_key, slot })),
  )
  await rebuildBuckets(tx, { ...columnsOf(chunks), buckets: chunks.map(() => allBuckets) })
  await rebuildDays(tx, columnsOf(days))
  await setBefore(tx, turns)
  return true
}

/** The progress of the backfill, which goes from the newest reports back to the oldest. Days since the epoch. */
export type BackfillProgress = { nodesWaiting: number; beforeDay: number | null; oldestDay: number | null }

export async function backfillProgress(db: EntityManager): Promise<BackfillProgress> {
  const [row] = await db.query<{ waiting: number; before_day: number | null; oldest_day: number | null }[]>(
    `SELECT waiting, before_day,
            CASE WHEN waiting > 0 THEN (SELECT ${dayOf('min(timestamp)')} FROM health_reports WHERE ${readableTime}) END
              AS oldest_day
     FROM (SELECT count(*)::int AS waiting, nullif(max(backfill_before_day), ${notStarted}) AS before_day
           FROM nodes WHERE backfill_before_day IS NOT NULL) n`,
  )
  return {
    nodesWaiting: row?.waiting ?? 0,
    beforeDay: row?.before_day ?? null,
    oldestDay: row?.oldest_day ?? null,
  }
}
