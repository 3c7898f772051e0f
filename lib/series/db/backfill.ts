import type { EntityManager } from 'typeorm'
import { dayOf, readableTime } from '@/lib/reports/db/reports'
import { type BackfillTurn, nextTurns } from './backfill-turns'
import { foldDays } from './fold-days'
import { columnsOf, foldChunks, holdNodes } from './roll-ups'

/** `backfill_before_day` of a node whose reports nobody has looked at yet. */
const notBegun = 2_932_897

/** Nodes whose latest states one step reads at most, and for about how long: their writers wait meanwhile. */
const nodesPerLook = 500
const lookFor = '200 ms'

/**
 * Reads the latest states of nodes that nobody has looked at yet, and with them the days that their backfill begins
 * with. Returns false when there are none.
 */
async function lookAtNodes(tx: EntityManager): Promise<boolean> {
  const nodes = await tx.query<{ node_key: number }[]>(
    `SELECT node_key FROM nodes WHERE backfill_before_day = ${notBegun} ORDER BY node_key LIMIT ${nodesPerLook}`,
  )
  if (nodes.length === 0) return false
  const keys = nodes.map((node) => node.node_key)
  await holdNodes(tx, keys)
  const looked = await tx.query<{ node_key: number }[]>(
    `SELECT n.node_key
     -- In the order in which writers lock them.
     FROM (SELECT node_key, node_did FROM nodes WHERE node_key = ANY ($1::int[]) ORDER BY node_did OFFSET 0) n
     CROSS JOIN LATERAL (
       SELECT hakim_refresh_latest(n.node_did)
       WHERE clock_timestamp() < statement_timestamp() + interval '${lookFor}' OFFSET 0) l`,
    [keys],
  )
  // A report of the last readable day would leave its node where it was: that day is left to the raw rows for ever.
  await tx.query(
    `WITH begun AS (
       UPDATE nodes n SET backfill_before_day =
         (SELECT least(${dayOf('l.timestamp')} + 1, ${notBegun} - 1) FROM node_latest l WHERE l.node_did = n.node_did)
       WHERE node_key = ANY ($1::int[]) RETURNING node_key, backfill_before_day)
     INSERT INTO roll_up_dirty_hours (node_key, hour)
     SELECT node_key, backfill_before_day * 24 FROM begun WHERE backfill_before_day = ${notBegun} - 1`,
    [looked.map((node) => node.node_key)],
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
 * Rolls up the next older reports of as many nodes as one step takes, which had them before roll-ups came; before any,
 * the latest states of all are read. Returns false when there is nothing left. Needs the fold lock and the index on
 * (node, time).
 */
export async function backfillStep(tx: EntityManager): Promise<boolean> {
  if (await lookAtNodes(tx)) return true
  const turns = await nextTurns(tx)
  if (turns.length === 0) return false
  const chunks = turns.flatMap(({ node_key, chunks }) => chunks.map((slot) => ({ key: node_key, slot })))
  const days = turns.flatMap(({ node_key, chunks }) =>
    [...new Set(chunks.map((chunk) => Math.floor(chunk / 12)))].map((slot) => ({ key: node_key, slot })),
  )
  await foldChunks(tx, columnsOf(chunks))
  await foldDays(tx, columnsOf(days))
  await setBefore(tx, turns)
  return true
}

/** How far the backfill is: it goes from the newest reports back to the oldest. Days since the epoch. */
export type BackfillProgress = { nodesWaiting: number; beforeDay: number | null; oldestDay: number | null }

export async function backfillProgress(db: EntityManager): Promise<BackfillProgress> {
  const [row] = await db.query<{ waiting: number; before_day: number | null; oldest_day: number | null }[]>(
    `SELECT waiting, before_day,
            CASE WHEN waiting > 0 THEN (SELECT ${dayOf('min(timestamp)')} FROM health_reports WHERE ${readableTime}) END
              AS oldest_day
     FROM (SELECT count(*)::int AS waiting, nullif(max(backfill_before_day), ${notBegun}) AS before_day
           FROM nodes WHERE backfill_before_day IS NOT NULL) n`,
  )
  return {
    nodesWaiting: row?.waiting ?? 0,
    beforeDay: row?.before_day ?? null,
    oldestDay: row?.oldest_day ?? null,
  }
}
