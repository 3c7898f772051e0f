import type { EntityManager } from 'typeorm'
import { jobsUnlessLocked } from '@/lib/db/connection/jobs-locked'
import { Parameters } from '@/lib/db/connection/parameters'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import { sqlStatuses } from '@/lib/kernel/job-status'
import type { Viewer } from '@/lib/kernel/role'
import { arrivedSql, flapsToSql, heardSql } from './state-sql'
import { visibleSql } from './visibility'

/** A node with its latest report and its open jobs. */
export type FleetNodeRow = {
  node_did: string
  name: string | null
  labels: unknown
  is_sample: boolean
  /** Longest owner first. */
  owners: { id: string; did: string; name: string }[]
  timestamp: Date | null
  status: string | null
  status_since: Date | null
  metrics: unknown
  diagnosis: unknown
  cadence_seconds: number | null
  heard_at: Date | null
  arrived_at: Date | null
  contact_seconds: number | null
  interval_seconds: number | null
  ahead_seconds: number | null
  /** The worst status of its last changes, if it flaps. */
  flaps_to: string | null
  /** The time of this row by the clock that `heard_at` is by. */
  read_at: Date
  /** Its open jobs by status; null while another program has locked their table. */
  open_jobs: OpenJobs | null
}

/** How many open jobs a node has in each status. */
type OpenJobs = { pending: number; approved: number; running: number; lost: number }

/** The columns of FleetNodeRow, over `nodes n` and `nodeJoins`; `jobs`: with open jobs. */
export const nodeColumns = (jobs: boolean): string => `n.node_did, n.name, n.labels, n.is_sample, o.owners,
  l.timestamp, l.status, l.status_since, l.metrics, l.diagnosis, l.cadence_seconds,
  ${heardSql('statement_timestamp()')} AS heard_at, ${arrivedSql('statement_timestamp()')} AS arrived_at,
  l.contact_seconds, l.interval_seconds, l.ahead_seconds, ${flapsToSql} AS flaps_to, statement_timestamp() AS read_at,
  ${jobs ? 'j.open_jobs' : 'NULL::json AS open_jobs'}`

/** Joins for a small number of `nodes n`, since jobs are counted node by node. */
export const nodeJoins = (jobs: boolean): string => `
  LEFT JOIN node_latest l ON l.node_did = n.node_did
  CROSS JOIN LATERAL (
    SELECT coalesce(json_agg(json_build_object('id', p.id, 'did', p.did, 'name', p.name) ORDER BY w.since, p.id), '[]')
             AS owners
    FROM node_owners w JOIN people p ON p.id = w.person_id WHERE w.node_did = n.node_did) o
  ${jobs ? openJobsJoin : ''}`

const openJobsJoin = `
  CROSS JOIN LATERAL (
    SELECT json_build_object('pending', count(*) FILTER (WHERE status = 'PendingApproval'),
                             'approved', count(*) FILTER (WHERE status = 'Approved'),
                             'running', count(*) FILTER (WHERE status = 'Running'),
                             'lost', count(*) FILTER (WHERE status = 'Lost')) AS open_jobs
    FROM maintenance_jobs
    WHERE target_node_did = n.node_did AND status IN ${sqlStatuses('open')}) j`

/** One node with its announced tasks; an empty list when it does not exist. */
export const readFleet = (
  db: EntityManager,
  scope: NodeScope,
): Promise<(FleetNodeRow & { tasks: unknown; restricted: boolean })[]> =>
  jobsUnlessLocked(db, (jobs) =>
    db.query(
      `SELECT ${nodeColumns(jobs)}, n.tasks, n.restricted FROM nodes n ${nodeJoins(jobs)} WHERE n.node_did = $1`,
      [scope.did],
    ),
  )

/** The nodes among these DIDs that exist for this viewer, in any order. */
export function readNodes(
  db: EntityManager,
  viewer: Viewer,
  dids: readonly string[],
): Promise<FleetNodeRow[]> {
  const parameters = new Parameters()
  const list = parameters.add(dids)
  const visible = visibleSql('n.node_did', viewer, parameters)
  return jobsUnlessLocked(db, (jobs) =>
    db.query(
      `SELECT ${nodeColumns(jobs)}
       FROM unnest(${list}::text[]) AS d (did) JOIN nodes n ON n.node_did = d.did ${nodeJoins(jobs)} WHERE ${visible}`,
      parameters.values,
    ),
  )
}

/** The nodes that this viewer may see, by name, to choose from: all, or the first `limit`. */
export function readNodeNames(
  db: EntityManager,
  viewer: Viewer,
  limit: number | null = null,
): Promise<{ node_did: string; name: string | null }[]> {
  const parameters = new Parameters()
  return db.query(
    `SELECT node_did, name FROM nodes n WHERE ${visibleSql('n.node_did', viewer, parameters)}
     ORDER BY coalesce(name, node_did) COLLATE hakim_names, node_did COLLATE "C" LIMIT ${parameters.add(limit)}`,
    parameters.values,
  )
}

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

/** A day every 5 s is 17,280. */
const mostRaw = 20_000

/**
 * CPU and memory in `count` buckets of `step` seconds (a multiple of 300) since `from`, for these nodes: from
 * the 5-minute roll-ups, and from raw reports for buckets of 5 minutes that are marked or not rolled up yet. Of a node that
 * floods one of these, the newest 20,000 reports count, so that it cannot hold up the page of all.
 */
export const readSparks = (
  db: EntityManager,
  dids: readonly string[],
  from: number,
  step: number,
  count: number,
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
       SELECT node_key, node_did, lo, hi FROM (
         SELECT node_key, node_did, $2::float8 AS lo, raw_before AS hi FROM shown
         UNION ALL
         SELECT node_key, node_did, greatest(bucket * 300.0, raw_before), least((bucket + 1) * 300.0, $4)
         FROM dirty JOIN shown USING (node_key)) p
       WHERE lo < hi),
     samples AS (
       SELECT p.node_key, date_part('epoch', r.timestamp) AS t, m.name, m.v AS total, 1 AS n, m.v AS low, m.v AS high
       FROM pieces p
       CROSS JOIN LATERAL (
         SELECT timestamp, metrics FROM health_reports h WHERE h.target_node_did = p.node_did
           AND h.timestamp >= to_timestamp(p.lo) AND h.timestamp < to_timestamp(p.hi)
         ORDER BY timestamp DESC LIMIT ${mostRaw}) r
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
    [dids, from, step, from + count * step],
  )

export async function countOwned(db: EntityManager, personId: string): Promise<number> {
  const [row] = await db.query<{ owned: number }[]>(
    `SELECT count(*)::int AS owned FROM node_owners WHERE person_id = $1`,
    [personId],
  )
  return row?.owned ?? 0
}

/** The names of those nodes among these DIDs that have one and that this viewer may see. */
export async function nodeNames(
  db: EntityManager,
  viewer: Viewer,
  dids: readonly string[],
): Promise<Map<string, string>> {
  if (dids.length === 0) return new Map()
  const parameters = new Parameters()
  const list = parameters.add(dids)
  const rows = await db.query<{ node_did: string; name: string }[]>(
    `SELECT node_did, name FROM nodes n WHERE node_did = ANY (${list}) AND name IS NOT NULL
       AND ${visibleSql('n.node_did', viewer, parameters)}`,
    parameters.values,
  )
  return new Map(rows.map((row) => [row.node_did, row.name]))
}
