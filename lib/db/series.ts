import type { EntityManager } from 'typeorm'
import type { Tier } from '@/lib/domain/roll-up'
import type { NodeScope } from '@/lib/domain/scope'

/**
 * One metric as PostgreSQL aggregates it: an entry for each bucket with samples, in no order. `at` is the index of the
 * bucket. Entries of one bucket may come twice, from roll-ups and from raw reports; they are to be merged.
 */
export type MetricBuckets = {
  metric: string
  at: number[]
  count: number[]
  sum: number[]
  min: number[]
  max: number[]
}

/** Reports of one status: an entry for each bucket that holds any; like MetricBuckets, to be merged. */
export type StatusBuckets = { status: string; at: number[]; reports: number[] }

/** The buckets to read: their starts, ascending, and the end of the last one; epoch seconds. */
export type BucketPlan = { starts: readonly number[]; to: number; tier: Tier }

type BucketRow = ({ kind: 'metric' } & MetricBuckets) | ({ kind: 'status' } & StatusBuckets)

/**
 * Count, sum, minimum and maximum of every numeric metric, and the reports by status, in each bucket, of one snapshot.
 * Sends columns, since decoding objects is most of the time otherwise. `metrics` null: all that occur.
 */
export async function readBuckets(
  db: EntityManager,
  scope: NodeScope,
  plan: BucketPlan,
  metrics: readonly string[] | null,
): Promise<{ metrics: MetricBuckets[]; statuses: StatusBuckets[] }> {
  const rows = await db.query<BucketRow[]>(
    `WITH reports AS MATERIALIZED (
       SELECT width_bucket(date_part('epoch', timestamp), $2::float8[]) - 1 AS at, status, metrics
       FROM health_reports
       WHERE target_node_did = $1 AND timestamp >= to_timestamp(($2::float8[])[1]) AND timestamp < to_timestamp($3))
     SELECT 'metric' AS kind, metric, NULL AS status, json_agg(at) AS at, json_agg(count) AS count,
            json_agg(sum) AS sum, json_agg(min) AS min, json_agg(max) AS max, NULL AS reports
     FROM (
       SELECT m.key AS metric, at, count(v), sum(v), min(v), max(v) FROM reports
       CROSS JOIN LATERAL jsonb_each(CASE WHEN jsonb_typeof(metrics) = 'object' THEN metrics END) AS m
       CROSS JOIN LATERAL hakim_metric(m.value) AS v
       WHERE v IS NOT NULL AND ($4::text[] IS NULL OR m.key = ANY ($4))
       GROUP BY 1, 2) AS buckets
     GROUP BY metric
     UNION ALL
     SELECT 'status', NULL, status, json_agg(at), NULL, NULL, NULL, NULL, json_agg(reports)
     FROM (SELECT status, at, count(*) AS reports FROM reports GROUP BY 1, 2) AS buckets
     GROUP BY status`,
    [scope.did, plan.starts, plan.to, metrics],
  )
  return {
    metrics: rows.filter((row) => row.kind === 'metric'),
    statuses: rows.filter((row) => row.kind === 'status'),
  }
}

export type DiagnosisRow = { at: Date; status: string; diagnosis: unknown }

/** Where the diagnosis or the status became another one, newest first. */
export const readDiagnoses = (
  db: EntityManager,
  scope: NodeScope,
  range: { from: number; to: number },
  limit: number,
): Promise<DiagnosisRow[]> =>
  db.query<DiagnosisRow[]>(
    `SELECT at, status, diagnosis FROM (
       SELECT timestamp AS at, status, diagnosis,
              lag(status) OVER w AS last_status, lag(diagnosis ->> 'code') OVER w AS last_code,
              diagnosis ->> 'code' AS code
       FROM health_reports
       WHERE target_node_did = $1 AND timestamp >= to_timestamp($2) AND timestamp < to_timestamp($3)
       WINDOW w AS (ORDER BY timestamp)) AS reports
     WHERE code IS NOT NULL AND (code IS DISTINCT FROM last_code OR status IS DISTINCT FROM last_status)
     ORDER BY at DESC LIMIT $4`,
    [scope.did, range.from, range.to, limit],
  )
