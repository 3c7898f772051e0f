import type { EntityManager } from 'typeorm'

/** Average, lowest and highest value of an hour. */
type SparkValues<Name extends string> = Record<Name | `${Name}_low` | `${Name}_high`, number | null>

export type SparkRow = { node_did: string; bucket: number } & SparkValues<'cpu'> & SparkValues<'memory'>

const sparkMetrics = { cpu: 'cpu_usage_percent', memory: 'memory_usage_mb' } as const

const sparkColumns = Object.entries(sparkMetrics)
  .map(
    ([name, metric]) => `
            sum(total) FILTER (WHERE name = '${metric}')
              / nullif(sum(n) FILTER (WHERE name = '${metric}'), 0) AS ${name},
            min(low) FILTER (WHERE name = '${metric}') AS ${name}_low,
            max(high) FILTER (WHERE name = '${metric}') AS ${name}_high`,
  )
  .join(',')

/** At most so many raw reports of one bucket are read: 66 a second for five minutes. */
const mostOfBucket = 20_000

/**
 * CPU and memory in `count` buckets of `step` seconds (a multiple of 300) since `from`, for these nodes: from
 * the 5-minute roll-ups, and from raw reports for buckets of 5 minutes that are marked or not rolled up yet. Of a bucket
 * of a node that floods it, the newest `most` reports count until it is rolled up, so that it cannot hold up the page of
 * all.
 */
export const readSparks = (
  db: EntityManager,
  dids: readonly string[],
  from: number,
  step: number,
  count: number,
  most = mostOfBucket,
): Promise<SparkRow[]> =>
  db.query<SparkRow[]>(
    `WITH shown AS MATERIALIZED (
       SELECT node_key, node_did, least(coalesce(backfill_before_day * 86400.0::float8, $2), $4) AS raw_before
       FROM nodes WHERE node_did = ANY ($1)),
     dirty AS MATERIALIZED (
       SELECT d.node_key, d.hour * 12 + g AS bucket
       FROM (SELECT node_key, hour, bit_or(buckets) AS buckets FROM shown JOIN roll_up_marks USING (node_key)
             WHERE hour BETWEEN floor($2::float8 / 3600)::int AND floor($4::float8 / 3600)::int
             GROUP BY node_key, hour) d
       JOIN generate_series(0, 11) g ON d.buckets >> g & 1 = 1),
     pieces AS (
       SELECT node_key, node_did, lo, hi, most FROM (
         SELECT node_key, node_did, $2::float8 AS lo, raw_before AS hi, NULL::int AS most FROM shown
         UNION ALL
         SELECT node_key, node_did, greatest(bucket * 300.0, raw_before), least((bucket + 1) * 300.0, $4), $5::int
         FROM dirty JOIN shown USING (node_key)) p
       WHERE lo < hi),
     samples AS (
       SELECT p.node_key, date_part('epoch', r.timestamp) AS t, m.name, m.v AS total, 1 AS n, m.v AS low, m.v AS high
       FROM pieces p
       CROSS JOIN LATERAL (
         SELECT timestamp, metrics FROM health_reports h WHERE h.target_node_did = p.node_did
           AND h.timestamp >= to_timestamp(p.lo) AND h.timestamp < to_timestamp(p.hi)
         ORDER BY timestamp DESC LIMIT p.most) r
       CROSS JOIN LATERAL (VALUES
         ('cpu_usage_percent', hakim_metric(r.metrics -> 'cpu_usage_percent')),
         ('memory_usage_mb', hakim_metric(r.metrics -> 'memory_usage_mb'))) AS m (name, v)
       WHERE m.v IS NOT NULL
       UNION ALL
       SELECT e.node_key, e.t, e.name, e.total, e.n, e.low, e.high
       FROM (
         SELECT s.node_key, s.raw_before, r.kept, m.name, r.chunk * 7200.0::float8 + unnest(r.at) * 300 AS t,
                unnest(r.sum) AS total, unnest(r.count) AS n, unnest(r.min) AS low, unnest(r.max) AS high
         FROM shown s JOIN roll_ups r USING (node_key) JOIN metric_names m USING (metric_id)
         WHERE r.tier = 300 AND r.chunk BETWEEN floor($2::float8 / 7200)::int AND floor($4::float8 / 7200)::int
           AND m.name IN ('cpu_usage_percent', 'memory_usage_mb')) e
       WHERE e.t >= e.raw_before AND e.t >= $2 AND e.t < $4
         AND (e.kept OR (e.node_key, floor(e.t / 300)::int) NOT IN (SELECT node_key, bucket FROM dirty)))
     SELECT s.node_did, floor((t - $2) / $3)::int AS bucket,${sparkColumns}
     FROM samples JOIN shown s USING (node_key) GROUP BY s.node_did, bucket`,
    [dids, from, step, from + count * step, most],
  )
