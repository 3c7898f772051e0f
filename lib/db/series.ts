import type { EntityManager } from 'typeorm'
import type { NodeScope } from '@/lib/domain/scope'
import type { TimeRange } from '@/lib/domain/time-range'

/** One metric's columns as PostgreSQL aggregates them: one entry a bucket that holds a sample, in time order. */
export type MetricBuckets = {
  metric: string
  t: number[]
  count: number[]
  min: number[]
  avg: number[]
  max: number[]
}

/**
 * Count, minimum, average and maximum of every numeric metric a bucket, from the raw reports.
 * Sends columns, since decoding objects is most of the time otherwise. `metrics` null: all that occur.
 */
export const readSeries = (
  db: EntityManager,
  scope: NodeScope,
  range: TimeRange,
  metrics: readonly string[] | null,
): Promise<MetricBuckets[]> =>
  db.query<MetricBuckets[]>(
    `SELECT metric, array_agg(t ORDER BY t) AS t, array_agg(count ORDER BY t) AS count,
            array_agg(min ORDER BY t) AS min, array_agg(avg ORDER BY t) AS avg, array_agg(max ORDER BY t) AS max
     FROM (
       SELECT m.key AS metric, (floor(extract(epoch FROM timestamp) / $4) * $4)::float8 AS t,
              count(v)::int AS count, min(v) AS min,
              -- avg() also sums squares, which overflow.
              sum(v) / count(v) AS avg, max(v) AS max
       FROM health_reports
       CROSS JOIN LATERAL jsonb_each(CASE WHEN jsonb_typeof(metrics) = 'object' THEN metrics END) AS m
       CROSS JOIN LATERAL hakim_metric(m.value) AS v
       WHERE target_node_did = $1 AND timestamp >= to_timestamp($2) AND timestamp < to_timestamp($3)
         AND v IS NOT NULL AND ($5::text[] IS NULL OR m.key = ANY ($5))
       GROUP BY 1, 2) AS buckets
     GROUP BY metric`,
    [scope.did, range.from, range.to, range.step, metrics],
  )

export type StatusBuckets = { t: number; status: string; reports: number }

/** Reports by status a bucket. */
export const readStatuses = (
  db: EntityManager,
  scope: NodeScope,
  range: TimeRange,
): Promise<StatusBuckets[]> =>
  db.query<StatusBuckets[]>(
    `SELECT (floor(extract(epoch FROM timestamp) / $4) * $4)::float8 AS t, status, count(*)::int AS reports
     FROM health_reports
     WHERE target_node_did = $1 AND timestamp >= to_timestamp($2) AND timestamp < to_timestamp($3)
     GROUP BY 1, 2`,
    [scope.did, range.from, range.to, range.step],
  )

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
