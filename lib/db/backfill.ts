import type { DataSource, EntityManager } from 'typeorm'
import { readableTime } from './reports'
import { foldChunks, foldDays } from './roll-ups'

const dayOf = (time: string): string => `floor(date_part('epoch', ${time}) / 86400)::int`

/** `backfill_before_day` of a node whose reports nobody has looked at yet. */
const notBegun = 2_932_897

/** About as many reports as one step folds; at a minute's cadence a week of one node. */
const reportsPerStep = 10_000

type Waiting = { node_key: number; node_did: string; before_day: number; cadence_seconds: number | null }

/** The node whose reports are furthest from being rolled up, so that all nodes go back in time together. */
async function nextNode(tx: EntityManager): Promise<Waiting | null> {
  const [node] = await tx.query<Waiting[]>(
    `SELECT n.node_key, n.node_did, n.backfill_before_day AS before_day, l.cadence_seconds
     FROM nodes n LEFT JOIN node_latest l USING (node_did)
     WHERE n.backfill_before_day IS NOT NULL ORDER BY n.backfill_before_day DESC LIMIT 1`,
  )
  return node ?? null
}

const setBefore = (tx: EntityManager, key: number, day: number | null): Promise<unknown> =>
  tx.query(`UPDATE nodes SET backfill_before_day = $2 WHERE node_key = $1`, [key, day])

/**
 * Rolls up the next older days of one node that had reports before roll-ups came; first its latest state is read.
 * Returns false when there is nothing left. Needs the fold lock and the index on (node, time).
 */
export async function backfillStep(tx: EntityManager): Promise<boolean> {
  const node = await nextNode(tx)
  if (!node) return false
  if (node.before_day === notBegun) await tx.query(`SELECT hakim_refresh_latest($1)`, [node.node_did])
  const [found] = await tx.query<{ day: number | null }[]>(
    `SELECT ${dayOf('max(timestamp)')} AS day FROM health_reports
     WHERE target_node_did = $1 AND ${readableTime} AND timestamp < to_timestamp($2 * 86400.0)`,
    [node.node_did, node.before_day],
  )
  const newest = found?.day ?? null
  if (newest === null || node.before_day === notBegun) {
    await setBefore(tx, node.node_key, newest === null ? null : newest + 1)
    return true
  }
  const wanted = Math.floor(((node.cadence_seconds ?? 60) * reportsPerStep) / 86_400)
  const length = Math.min(365, Math.max(1, wanted))
  const days = Array.from({ length }, (_, index) => newest - index)
  const chunks = days.flatMap((day) => Array.from({ length: 12 }, (_, index) => day * 12 + index))
  await foldChunks(tx, { keys: chunks.map(() => node.node_key), slots: chunks })
  await foldDays(tx, { keys: days.map(() => node.node_key), slots: days })
  await setBefore(tx, node.node_key, newest - length + 1)
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

/**
 * Builds the index on (node, time) where the migration left it out because the table was large. Writers go on meanwhile.
 * What a kill left half built is dropped first. Returns false while another process builds it.
 */
export async function buildNodeTimeIndex(db: DataSource): Promise<boolean> {
  const [index] = await db.query<{ valid: boolean }[]>(
    `SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass('idx_health_reports_node_time')`,
  )
  if (index?.valid) return true
  const runner = db.createQueryRunner()
  const lock = `hashtext('hakim node time index')`
  try {
    const [row] = (await runner.query(`SELECT pg_try_advisory_lock(${lock}) AS locked`)) as {
      locked: boolean
    }[]
    if (!row?.locked) return false
    try {
      await runner.query(`DROP INDEX CONCURRENTLY IF EXISTS idx_health_reports_node_time`)
      await runner.query(`
        CREATE INDEX CONCURRENTLY idx_health_reports_node_time ON health_reports (target_node_did, timestamp DESC)`)
      return true
    } finally {
      await runner.query(`SELECT pg_advisory_unlock(${lock})`)
    }
  } finally {
    await runner.release()
  }
}
