import type { EntityManager } from 'typeorm'
import { lockNodes, type NodeChunks, nameIds } from './roll-ups'

/** From so many reports on, what comes is added to a bucket, instead of reading all of it again; `hakim_series_parts` and sparklines follow. */
const crowdedFrom = 5_000

/** For each of these chunks, those of its buckets that already have very many reports. */
export async function crowdedBuckets(
  tx: EntityManager,
  { keys, slots }: Pick<NodeChunks, 'keys' | 'slots'>,
): Promise<number[]> {
  const rows = await tx.query<{ place: number; buckets: number }[]>(
    `SELECT place::int, sum(1 << at)::int AS buckets
     FROM (SELECT w.place, e.at FROM unnest($1::int[], $2::int[]) WITH ORDINALITY AS w (node_key, chunk, place)
           JOIN roll_up_statuses s ON s.node_key = w.node_key AND s.tier = 300 AND s.chunk = w.chunk AND NOT s.kept
           CROSS JOIN unnest(s.at, s.reports) AS e (at, reports)
           GROUP BY w.place, e.at HAVING sum(e.reports) >= ${crowdedFrom}) crowded
     GROUP BY place`,
    [keys, slots],
  )
  const found = keys.map(() => 0)
  for (const { place, buckets } of rows) found[place - 1] = buckets
  return found
}

const wanted = `SELECT * FROM unnest($1::int[], $2::int[], $3::int[]) AS w (node_key, chunk, buckets)`

/** Those of the listed reports that are in the wanted buckets. */
const reports = `
  SELECT w.node_key, n.node_did, w.chunk, h.at, h.status, h.metrics
  FROM (SELECT target_node_did, status, metrics, floor(date_part('epoch', timestamp) / 7200)::int AS chunk,
               (floor(date_part('epoch', timestamp) / 300) - 24 * floor(date_part('epoch', timestamp) / 7200))::smallint AS at
        FROM health_reports WHERE report_id = ANY ($4::uuid[])) h
  JOIN nodes n ON n.node_did = h.target_node_did
  JOIN wanted w ON w.node_key = n.node_key AND w.chunk = h.chunk AND w.buckets >> h.at & 1 = 1`

const ofMetric = (table: string): string =>
  `${table}.target_node_did = f.node_did AND hakim_metric(${table}.metrics -> f.metric) IS NOT NULL`

/**
 * The first or last value of a metric in a bucket, by time and id: found at its edge, unless the metric is rare there. In two steps, as
 * all of the bucket might be sorted by both.
 */
const edge = (direction: '' | 'DESC'): string => `
  (SELECT hakim_metric(r.metrics -> f.metric) FROM health_reports r
   WHERE ${ofMetric('r')} AND r.timestamp = (
     SELECT e.timestamp FROM health_reports e
     WHERE ${ofMetric('e')} AND e.timestamp >= to_timestamp((f.chunk * 24.0 + f.at) * 300)
       AND e.timestamp < to_timestamp((f.chunk * 24.0 + f.at + 1) * 300) ORDER BY e.timestamp ${direction} LIMIT 1)
   ORDER BY r.report_id ${direction} LIMIT 1)`

const columns = ['count', 'sum', 'min', 'max', 'first', 'last']
const each = (text: (column: string) => string): string => ['at', ...columns].map(text).join(', ')

const metrics = `
  WITH wanted AS (${wanted}),
  samples AS MATERIALIZED (
    SELECT h.node_key, h.node_did, h.chunk, h.at, m.metric, count(*) AS count, sum(m.v) AS sum, min(m.v) AS min, max(m.v) AS max
    FROM (${reports}) h
    CROSS JOIN LATERAL (
      SELECT key AS metric, hakim_metric(value) AS v
      FROM jsonb_each(CASE WHEN jsonb_typeof(h.metrics) = 'object' THEN h.metrics END) OFFSET 0) m
    WHERE m.v IS NOT NULL GROUP BY 1, 2, 3, 4, 5),
  ${nameIds},
  fresh AS MATERIALIZED (
    SELECT f.node_key, f.chunk, k.metric_id, f.at, f.count, f.sum, f.min, f.max, ${edge('')} AS first, ${edge('DESC')} AS last
    FROM samples f JOIN known k ON k.name = f.metric),
  parts AS (
    SELECT true AS is_fresh, * FROM fresh
    UNION ALL
    SELECT false, r.node_key, r.chunk, r.metric_id, ${each((column) => `unnest(r.${column})`)}
    FROM (SELECT DISTINCT node_key, chunk, metric_id FROM fresh) f
    JOIN roll_ups r USING (node_key, chunk, metric_id) WHERE r.tier = 300 AND NOT r.kept),
  buckets AS (
    SELECT node_key, chunk, metric_id, at, sum(count)::int AS count, sum(sum) AS sum, min(min) AS min, max(max) AS max,
           (array_agg(first ORDER BY is_fresh DESC))[1] AS first, (array_agg(last ORDER BY is_fresh DESC))[1] AS last
    FROM parts GROUP BY 1, 2, 3, 4)
  INSERT INTO roll_ups (node_key, tier, chunk, metric_id, kept, ${each(String)})
  SELECT node_key, 300, chunk, metric_id, false, ${each((column) => `array_agg(${column} ORDER BY at)`)}
  FROM buckets GROUP BY node_key, chunk, metric_id
  ON CONFLICT (node_key, tier, chunk, metric_id, kept)
  DO UPDATE SET ${each((column) => `${column} = excluded.${column}`)}`

const statuses = `
  WITH wanted AS (${wanted}),
  fresh AS MATERIALIZED (
    SELECT node_key, chunk, status, at, count(*) AS reports FROM (${reports}) h GROUP BY 1, 2, 3, 4),
  buckets AS (
    SELECT node_key, chunk, status, at, sum(reports)::int AS reports
    FROM (SELECT * FROM fresh
          UNION ALL
          SELECT r.node_key, r.chunk, r.status, unnest(r.at), unnest(r.reports)
          FROM (SELECT DISTINCT node_key, chunk, status FROM fresh) f
          JOIN roll_up_statuses r USING (node_key, chunk, status) WHERE r.tier = 300 AND NOT r.kept) parts
    GROUP BY 1, 2, 3, 4)
  INSERT INTO roll_up_statuses (node_key, tier, chunk, status, kept, at, reports)
  SELECT node_key, 300, chunk, status, false, array_agg(at ORDER BY at), array_agg(reports ORDER BY at)
  FROM buckets GROUP BY node_key, chunk, status
  ON CONFLICT (node_key, tier, chunk, status, kept) DO UPDATE SET at = excluded.at, reports = excluded.reports`

/** Adds those of the listed reports that are in these buckets, which have to be rolled up already without them. */
export async function addReports(
  tx: EntityManager,
  { keys, slots, buckets }: NodeChunks,
  added: readonly string[],
): Promise<void> {
  await lockNodes(tx, keys)
  for (const statement of [metrics, statuses]) await tx.query(statement, [keys, slots, buckets, added])
}
