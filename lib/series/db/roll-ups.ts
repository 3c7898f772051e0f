import type { EntityManager } from 'typeorm'

/** Some chunks or days of some nodes: two columns of equal length. */
export type NodeSlots = { keys: number[]; slots: number[] }

/** Chunks (2 hours each, numbered since the epoch) of nodes; bit n of `buckets` is the chunk's nth bucket of 5 minutes. */
export type NodeChunks = NodeSlots & { buckets: number[] }

/** All buckets of a chunk. */
export const allBuckets = 2 ** 24 - 1

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

/** Chunks or days of nodes as two columns. */
export const columnsOf = (rows: readonly { key: number; slot: number }[]): NodeSlots => ({
  keys: rows.map(({ key }) => key),
  slots: rows.map(({ slot }) => slot),
})

/** Locks nodes against removal; waits here for one that is being removed, before any of its rows are locked. */
export const lockNodes = (tx: EntityManager, keys: readonly number[]): Promise<unknown> =>
  tx.query(`SELECT FROM nodes WHERE node_key = ANY ($1::int[]) ORDER BY node_key FOR KEY SHARE`, [keys])

const wanted = `SELECT * FROM unnest($1::int[], $2::int[], $3::int[]) AS w (node_key, chunk, buckets)`

/** The reports of the wanted buckets. Those between the first and the last one are read too, but go no further. */
const reports = `
  SELECT w.node_key, w.chunk, h.at, h.timestamp, h.report_id, h.status, h.metrics
  FROM unnest($1::int[], $2::int[], $3::int[], $4::int[], $5::int[]) AS w (node_key, chunk, buckets, first, until)
  JOIN nodes n USING (node_key)
  CROSS JOIN LATERAL (
    SELECT *, floor(date_part('epoch', r.timestamp) / 300 - w.chunk * 24.0)::smallint AS at
    FROM health_reports r WHERE r.target_node_did = n.node_did
      AND r.timestamp >= to_timestamp((w.chunk * 24.0 + w.first) * 300)
      AND r.timestamp < to_timestamp((w.chunk * 24.0 + w.until) * 300)
    -- Prevents the planner from joining all reports of the node with all chunks.
    OFFSET 0) h
  WHERE w.buckets >> h.at & 1 = 1`

/**
 * The end of both statements: puts the buckets of `fresh` in the place of the wanted ones of a table's rows; a row without
 * buckets is deleted. `what`: the column that tells the rows of a chunk apart; `columns`: the arrays beside `at`.
 */
function replace(table: string, what: string, columns: readonly string[]): string {
  const all = ['at', ...columns]
  const each = (text: (column: string) => string): string => all.map(text).join(', ')
  return `
    buckets AS (
      SELECT node_key, chunk, ${what}, ${all.join(', ')} FROM fresh
      UNION ALL
      SELECT node_key, chunk, ${what}, ${all.join(', ')}
      FROM (SELECT node_key, chunk, r.${what}, w.buckets, ${each((column) => `unnest(r.${column}) AS ${column}`)}
            FROM wanted w JOIN ${table} r USING (node_key, chunk) WHERE r.tier = 300 AND NOT r.kept) old
      WHERE buckets >> at & 1 = 0),
    merged AS MATERIALIZED (
      SELECT node_key, chunk, ${what}, ${each((column) => `array_agg(${column} ORDER BY at) AS ${column}`)}
      FROM buckets GROUP BY node_key, chunk, ${what}),
    gone AS (
      DELETE FROM ${table} r USING wanted w
      WHERE r.node_key = w.node_key AND r.tier = 300 AND r.chunk = w.chunk AND NOT r.kept
        -- Hashed, unlike NOT EXISTS, for which the planner compares all rows with all.
        AND (r.node_key, r.chunk, r.${what}) NOT IN (SELECT node_key, chunk, ${what} FROM merged))
    INSERT INTO ${table} (node_key, tier, chunk, ${what}, kept, ${all.join(', ')})
    SELECT node_key, 300, chunk, ${what}, false, ${all.join(', ')} FROM merged
    ON CONFLICT (node_key, tier, chunk, ${what}, kept) DO UPDATE SET ${each((column) => `${column} = excluded.${column}`)}`
}

const metrics = `
  WITH wanted AS (${wanted}),
  samples AS MATERIALIZED (
    SELECT node_key, chunk, metric, at, count(*) AS count, sum(v) AS sum, min(v) AS min, max(v) AS max,
           array_agg(v ORDER BY timestamp, report_id) AS in_order
    FROM (
      SELECT h.node_key, h.chunk, m.metric, h.at, h.timestamp, h.report_id, m.v FROM (${reports}) h
      CROSS JOIN LATERAL (
        SELECT key AS metric, hakim_metric(value) AS v
        FROM jsonb_each(CASE WHEN jsonb_typeof(h.metrics) = 'object' THEN h.metrics END)
        -- Converts each value to a number once, not once for each aggregate.
        OFFSET 0) m
      WHERE m.v IS NOT NULL) each_sample
    GROUP BY node_key, chunk, metric, at),
  names AS (SELECT DISTINCT metric, sha256(convert_to(metric, 'UTF8')) AS hash FROM samples),
  added AS (
    INSERT INTO metric_names (name, name_hash)
    SELECT metric, hash FROM names WHERE hash NOT IN (SELECT name_hash FROM metric_names)
    RETURNING metric_id, name),
  known AS (
    SELECT m.metric_id, m.name FROM metric_names m JOIN names ON m.name_hash = names.hash
    UNION ALL SELECT metric_id, name FROM added),
  fresh AS (
    SELECT s.node_key, s.chunk, k.metric_id, s.at, s.count, s.sum, s.min, s.max,
           s.in_order[1] AS first, s.in_order[s.count] AS last
    FROM samples s JOIN known k ON k.name = s.metric),
  ${replace('roll_ups', 'metric_id', ['count', 'sum', 'min', 'max', 'first', 'last'])}`

const statuses = `
  WITH wanted AS (${wanted}),
  fresh AS (
    SELECT node_key, chunk, status, at, count(*) AS reports FROM (${reports}) h GROUP BY node_key, chunk, status, at),
  ${replace('roll_up_statuses', 'status', ['reports'])}`

const lastBit = (bits: number): number => 31 - Math.clz32(bits)

/** Rebuilds these 5-minute buckets from the raw reports. Those that retention has kept stay unchanged. */
export async function rebuildBuckets(tx: EntityManager, { keys, slots, buckets }: NodeChunks): Promise<void> {
  await lockNodes(tx, keys)
  const first = buckets.map((bits) => lastBit(bits & -bits))
  const until = buckets.map((bits) => lastBit(bits) + 1)
  for (const statement of [metrics, statuses]) await tx.query(statement, [keys, slots, buckets, first, until])
}
