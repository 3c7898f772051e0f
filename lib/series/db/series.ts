import type { EntityManager } from 'typeorm'
import { float8Array } from '@/lib/db/connection/binary-array'
import { keptQuery } from '@/lib/db/connection/prepared-query'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import { coreMetrics } from '@/lib/reports/domain/metric'
import { type Tier, tierSeconds } from '@/lib/series/domain/roll-up'
import type { ReportTimes } from '@/lib/series/domain/series'
import { maxMetrics } from '@/lib/series/domain/series-query'
import { openRow, type SeriesRow } from './series-row'

/**
 * One metric as PostgreSQL stores it, unordered. `at` is the index of an entry's bucket. A bucket may have many entries,
 * one for each roll-up in it and one from raw reports; they have to be merged.
 */
export type MetricBuckets = {
  metric: string
  at: number[]
  count: number[]
  sum: number[]
  min: number[]
  max: number[]
}

/** Reports of one status by bucket; like MetricBuckets, to be merged. */
export type StatusBuckets = { status: string; at: number[]; reports: number[] }

/** The buckets to read: their starts, ascending, and the end of the last one; epoch seconds. */
type BucketPlan = { starts: readonly number[]; to: number; tier: Tier }

/** What is read of buckets; `times` by bucket, without roll-ups only. `more`: there are other metrics. */
export type ReadBuckets = {
  metrics: MetricBuckets[]
  statuses: StatusBuckets[]
  times: (ReportTimes | undefined)[]
  more: boolean
}

/**
 * Count, sum, minimum and maximum of every numeric metric, and the reports by status, for each bucket, from one snapshot:
 * from roll-ups where they are up to date, else from raw reports. `metrics` null: those that occur, at most 100.
 */
export async function readBuckets(
  db: EntityManager,
  scope: NodeScope,
  plan: BucketPlan,
  metrics: readonly string[] | null,
): Promise<ReadBuckets> {
  const [read] = await readBucketsOf(db, [scope], plan, metrics)
  return read ?? bucketsOfRows([], plan.starts)
}

/** The same of each of these nodes, in one statement. */
export async function readBucketsOf(
  db: EntityManager,
  scopes: readonly NodeScope[],
  plan: BucketPlan,
  metrics: readonly string[] | null,
): Promise<ReadBuckets[]> {
  const rows = await keptQuery<SeriesRow & { place: number }>(
    db,
    `SELECT n.place::int AS place, p.* FROM unnest($1::text[]) WITH ORDINALITY AS n (did, place)
     CROSS JOIN LATERAL hakim_series_parts(n.did, $2, $3, $4, $5) p`,
    [scopes.map(({ did }) => did), float8Array(plan.starts), plan.to, tierSeconds[plan.tier], metrics],
  )
  const byNode = scopes.map((): SeriesRow[] => [])
  for (const row of rows) byNode[row.place - 1]?.push(row)
  return byNode.map((own) => bucketsOfRows(own, plan.starts))
}

function bucketsOfRows(rows: readonly SeriesRow[], starts: readonly number[]): ReadBuckets {
  const found = new Map<string, MetricBuckets>()
  const statuses: StatusBuckets[] = []
  let times: (ReportTimes | undefined)[] = []
  for (const row of rows) {
    const { at, read } = openRow(row, starts)
    if (row.kind === 'times') {
      const columns: TimesColumns = { at: [], first: [], last: [], interval: [] }
      at(columns.at)
      read(row.min, columns.first)
      read(row.max, columns.last)
      read(row.count, columns.interval)
      times = timesOf(columns)
      continue
    }
    if (row.kind === 'status') {
      const status: StatusBuckets = { status: row.name, at: [], reports: [] }
      statuses.push(status)
      at(status.at)
      read(row.count, status.reports)
      continue
    }
    const metric = found.get(row.name) ?? { metric: row.name, at: [], count: [], sum: [], min: [], max: [] }
    found.set(row.name, metric)
    at(metric.at)
    for (const column of ['count', 'sum', 'min', 'max'] as const) read(row[column], metric[column])
  }
  return { ...firstOf(found), statuses, times }
}

type TimesColumns = Record<'at' | 'first' | 'last' | 'interval', number[]>

function timesOf({ at, first, last, interval }: TimesColumns): (ReportTimes | undefined)[] {
  const times: (ReportTimes | undefined)[] = []
  at.forEach((bucket, index) => {
    const [begin, end] = [first[index], last[index]]
    if (begin === undefined || end === undefined) return
    times[bucket] = { first: begin, last: end, interval: interval[index] || null }
  })
  return times
}

/** In the order of `hakim_series_parts`: an entry that it left out comes after all that are kept. */
function firstOf(found: ReadonlyMap<string, MetricBuckets>): { metrics: MetricBuckets[]; more: boolean } {
  if (found.size <= maxMetrics) return { metrics: [...found.values()], more: false }
  const usual: readonly string[] = coreMetrics
  const rank = ({ metric }: MetricBuckets): number =>
    usual.includes(metric) ? usual.indexOf(metric) : usual.length
  const byName = (a: MetricBuckets, b: MetricBuckets): number =>
    Buffer.compare(Buffer.from(a.metric), Buffer.from(b.metric))
  const metrics = [...found.values()].sort((a, b) => rank(a) - rank(b) || byName(a, b))
  return { metrics: metrics.slice(0, maxMetrics), more: true }
}

/** One diagnosis with one status: from its first report to its last, in so many runs and reports. */
type DiagnosisRow = {
  begins: Date
  ends: Date
  runs: number
  reports: number
  status: string
  diagnosis: unknown
}

/** The diagnoses of a range by code and status, the one seen last first. `diagnosis` is the latest of its kind. */
export const readDiagnoses = (
  db: EntityManager,
  scope: NodeScope,
  range: { from: number; to: number },
  limit: number,
): Promise<DiagnosisRow[]> =>
  db.query<DiagnosisRow[]>(
    `SELECT min(timestamp) AS begins, max(timestamp) AS ends, count(*) FILTER (WHERE begun)::int AS runs,
            count(*)::int AS reports, status,
            (array_agg(diagnosis ORDER BY timestamp DESC, report_id DESC))[1] AS diagnosis
     FROM (
       SELECT timestamp, report_id, status, diagnosis, diagnosis ->> 'code' AS code,
              diagnosis ->> 'code' IS DISTINCT FROM lag(diagnosis ->> 'code') OVER w
                OR status IS DISTINCT FROM lag(status) OVER w AS begun
       FROM health_reports
       WHERE target_node_did = $1 AND timestamp >= to_timestamp($2) AND timestamp < to_timestamp($3)
       WINDOW w AS (ORDER BY timestamp, report_id)) AS reports
     WHERE code IS NOT NULL
     GROUP BY code, status ORDER BY ends DESC, begins DESC LIMIT $4`,
    [scope.did, range.from, range.to, limit],
  )
