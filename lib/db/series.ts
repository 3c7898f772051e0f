import type { EntityManager } from 'typeorm'
import { type Tier, tierSeconds } from '@/lib/domain/roll-up'
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

type BucketRow = {
  kind: 'metric' | 'status'
  name: string
  at: number[]
  count: number[]
  sum: number[]
  min: number[]
  max: number[]
}

/**
 * Count, sum, minimum and maximum of every numeric metric, and the reports by status, in each bucket, of one snapshot:
 * from roll-ups where they hold, else from the raw reports. `metrics` null: all that occur.
 */
export async function readBuckets(
  db: EntityManager,
  scope: NodeScope,
  plan: BucketPlan,
  metrics: readonly string[] | null,
): Promise<{ metrics: MetricBuckets[]; statuses: StatusBuckets[] }> {
  const rows = await db.query<BucketRow[]>(`SELECT * FROM hakim_buckets($1, $2, $3, $4, $5)`, [
    scope.did,
    plan.starts,
    plan.to,
    tierSeconds[plan.tier],
    metrics,
  ])
  const metricsFound = new Map<string, MetricBuckets>()
  const statuses: StatusBuckets[] = []
  for (const { kind, name, ...columns } of rows) {
    if (kind === 'status') {
      statuses.push({ status: name, at: columns.at, reports: columns.count })
      continue
    }
    // One row comes from the roll-ups and one from the raw reports.
    const known = metricsFound.get(name)
    metricsFound.set(name, known ? joined(known, columns) : { metric: name, ...columns })
  }
  return { metrics: [...metricsFound.values()], statuses }
}

const joined = (one: MetricBuckets, other: Omit<MetricBuckets, 'metric'>): MetricBuckets => ({
  metric: one.metric,
  at: [...one.at, ...other.at],
  count: [...one.count, ...other.count],
  sum: [...one.sum, ...other.sum],
  min: [...one.min, ...other.min],
  max: [...one.max, ...other.max],
})

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
