import type { EntityManager } from 'typeorm'

/** Some hours or days of some nodes: two columns of equal length. */
export type NodeSlots = { keys: number[]; slots: number[] }

/** Hours in a chunk of 5-minute buckets, the unit in which roll-ups are rebuilt. */
const chunkHours = 2

const lockKey = `hashtext('hakim roll-ups')`

/**
 * Only one process rolls up, backfills or deletes old reports at a time; the lock ends with the transaction. Steps are
 * short, so others simply wait.
 */
export const rollUpLock = (tx: EntityManager): Promise<unknown> =>
  tx.query(`SELECT pg_advisory_xact_lock(${lockKey})`)

/** The same without waiting: false while another process holds the lock. */
export async function tryRollUpLock(tx: EntityManager): Promise<boolean> {
  const [row] = await tx.query<{ locked: boolean }[]>(
    `SELECT pg_try_advisory_xact_lock(${lockKey}) AS locked`,
  )
  return row?.locked ?? false
}

/** Hours or days of nodes as two columns. */
export const columnsOf = (rows: readonly { key: number; slot: number }[]): NodeSlots => ({
  keys: rows.map(({ key }) => key),
  slots: rows.map(({ slot }) => slot),
})

/**
 * Deletes the marks of at most `limit` chunks whose marked hours ended before the hour `before` (hours since the epoch),
 * newest first, and returns the chunks. A mark that commits later remains and brings its chunk up again.
 */
export async function takeDirtyChunks(tx: EntityManager, before: number, limit: number): Promise<NodeSlots> {
  const rows = await tx.query<[{ key: number; slot: number }[], number]>(
    `DELETE FROM roll_up_dirty_hours WHERE ctid = ANY (ARRAY(
       SELECT d.ctid
       FROM (SELECT DISTINCT node_key, floor(hour / $3::int::float8)::int AS chunk
             FROM (SELECT node_key, hour FROM roll_up_dirty_hours WHERE hour < $1 ORDER BY hour DESC LIMIT $4) newest
             LIMIT $2) c
       CROSS JOIN LATERAL (
         SELECT ctid FROM roll_up_dirty_hours d
         WHERE d.node_key = c.node_key AND d.hour >= c.chunk * $3 AND d.hour < (c.chunk + 1) * $3 AND d.hour < $1
         -- Prevents the planner from comparing all marks with all chunks.
         OFFSET 0) d))
     RETURNING node_key AS key, floor(hour / $3::int::float8)::int AS slot`,
    [before, limit, chunkHours, limit * 50],
  )
  return distinct(rows[0])
}

/** The same for days that ended before the day `before`. */
export async function takeDirtyDays(tx: EntityManager, before: number, limit: number): Promise<NodeSlots> {
  const rows = await tx.query<[{ key: number; slot: number }[], number]>(
    `DELETE FROM roll_up_dirty_days d
     USING (SELECT DISTINCT node_key, day
            FROM (SELECT node_key, day FROM roll_up_dirty_days WHERE day < $1 ORDER BY day DESC LIMIT $3) newest
            LIMIT $2) c
     WHERE d.node_key = c.node_key AND d.day = c.day
     RETURNING d.node_key AS key, d.day AS slot`,
    [before, limit, limit * 20],
  )
  return distinct(rows[0])
}

function distinct(rows: readonly { key: number; slot: number }[]): NodeSlots {
  return columnsOf([...new Map(rows.map((row) => [`${row.key} ${row.slot}`, row])).values()])
}

/** Deletes all but one of the many marks that the current hour gets. */
export const deleteDuplicateMarks = (tx: EntityManager): Promise<unknown> =>
  tx.query(
    `DELETE FROM roll_up_dirty_hours d
     USING (SELECT node_key, hour, min(ctid) AS first FROM roll_up_dirty_hours
            GROUP BY node_key, hour HAVING count(*) > 8) many
     WHERE d.node_key = many.node_key AND d.hour = many.hour AND d.ctid <> many.first`,
  )

/** Locks nodes against removal; waits here for one that is being removed, before any of its rows are locked. */
export const lockNodes = (tx: EntityManager, keys: readonly number[]): Promise<unknown> =>
  tx.query(`SELECT FROM nodes WHERE node_key = ANY ($1::int[]) ORDER BY node_key FOR KEY SHARE`, [keys])

/**
 * Rebuilds the 5-minute buckets of these chunks (2 hours each, numbered since the epoch) from the raw reports. Buckets
 * that retention has kept stay unchanged.
 */
export async function rebuildChunks(tx: EntityManager, { keys, slots }: NodeSlots): Promise<void> {
  await lockNodes(tx, keys)
  for (const table of ['roll_ups', 'roll_up_statuses'])
    await tx.query(
      `DELETE FROM ${table} r USING unnest($1::int[], $2::int[]) AS w (node_key, chunk)
       WHERE r.node_key = w.node_key AND r.tier = 300 AND r.chunk = w.chunk AND NOT r.kept`,
      [keys, slots],
    )
  const reports = `
    SELECT w.node_key, w.chunk, floor(date_part('epoch', h.timestamp) / 300 - w.chunk * 24.0)::smallint AS at,
           h.timestamp, h.report_id, h.status, h.metrics
    FROM unnest($1::int[], $2::int[]) AS w (node_key, chunk)
    JOIN nodes n USING (node_key)
    CROSS JOIN LATERAL (
      SELECT * FROM health_reports r WHERE r.target_node_did = n.node_did
        AND r.timestamp >= to_timestamp(w.chunk * 7200.0) AND r.timestamp < to_timestamp((w.chunk + 1) * 7200.0)
      -- Prevents the planner from joining all reports of the node with all chunks.
      OFFSET 0) h`
  await tx.query(
    `WITH buckets AS MATERIALIZED (
       SELECT node_key, chunk, metric, at, count(*) AS count, sum(v) AS sum, min(v) AS min, max(v) AS max,
              array_agg(v ORDER BY timestamp, report_id) AS samples
       FROM (
         SELECT h.node_key, h.chunk, m.metric, h.at, h.timestamp, h.report_id, m.v FROM (${reports}) h
         CROSS JOIN LATERAL (
           SELECT key AS metric, hakim_metric(value) AS v
           FROM jsonb_each(CASE WHEN jsonb_typeof(h.metrics) = 'object' THEN h.metrics END)
           -- Converts each value to a number once, not once for each aggregate.
           OFFSET 0) m
         WHERE m.v IS NOT NULL) samples
       GROUP BY node_key, chunk, metric, at),
     names AS (SELECT DISTINCT metric, sha256(convert_to(metric, 'UTF8')) AS hash FROM buckets),
     added AS (
       INSERT INTO metric_names (name, name_hash)
       SELECT metric, hash FROM names WHERE hash NOT IN (SELECT name_hash FROM metric_names)
       RETURNING metric_id, name),
     known AS (
       SELECT m.metric_id, m.name FROM metric_names m JOIN names ON m.name_hash = names.hash
       UNION ALL SELECT metric_id, name FROM added)
     INSERT INTO roll_ups (node_key, tier, chunk, metric_id, kept, at, count, sum, min, max, first, last)
     SELECT b.node_key, 300, b.chunk, k.metric_id, false,
            array_agg(at ORDER BY at), array_agg(count ORDER BY at), array_agg(sum ORDER BY at),
            array_agg(min ORDER BY at), array_agg(max ORDER BY at),
            array_agg(samples[1] ORDER BY at), array_agg(samples[count] ORDER BY at)
     FROM buckets b JOIN known k ON k.name = b.metric
     GROUP BY b.node_key, b.chunk, k.metric_id`,
    [keys, slots],
  )
  await tx.query(
    `INSERT INTO roll_up_statuses (node_key, tier, chunk, status, kept, at, reports)
     SELECT node_key, 300, chunk, status, false, array_agg(at ORDER BY at), array_agg(reports ORDER BY at)
     FROM (SELECT node_key, chunk, status, at, count(*) AS reports FROM (${reports}) h GROUP BY 1, 2, 3, 4) buckets
     GROUP BY node_key, chunk, status`,
    [keys, slots],
  )
}

/** Marks the days that contain these chunks. */
export const markDays = (tx: EntityManager, { keys, slots }: NodeSlots): Promise<unknown> =>
  tx.query(
    `INSERT INTO roll_up_dirty_days (node_key, day)
     SELECT DISTINCT node_key, floor(chunk / 12.0)::int FROM unnest($1::int[], $2::int[]) AS w (node_key, chunk)`,
    [keys, slots],
  )
