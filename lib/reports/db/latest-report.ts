import type { EntityManager } from 'typeorm'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import { readableTime } from './reports'

/** The most bytes of the raw report that a page of a node shows. */
const roomOfRaw = 1024 * 1024
/** The same for its metrics; what comes over the API is never longer. */
const roomOfMetrics = 256 * 1024

type LatestReport = {
  raw: unknown
  metrics: unknown
  /** Each is null, because it is more than a page of a node can show. */
  tooLong: { raw: boolean; metrics: boolean }
}

/** The node's latest report. */
export async function latestReport(db: EntityManager, scope: NodeScope): Promise<LatestReport> {
  const [row] = await db.query<LatestReport[]>(
    `SELECT CASE WHEN NOT raw.long THEN r.raw_report END AS raw, CASE WHEN NOT m.long THEN r.metrics END AS metrics,
            jsonb_build_object('raw', raw.long, 'metrics', coalesce(m.long, false)) AS "tooLong"
     FROM node_latest l JOIN health_reports r USING (report_id)
     CROSS JOIN LATERAL (
       SELECT pg_column_size(r.raw_report) > $2 OR octet_length(r.raw_report::text) > $2 AS long OFFSET 0) raw
     CROSS JOIN LATERAL (
       SELECT pg_column_size(r.metrics) > $3 OR octet_length(r.metrics::text) > $3 AS long OFFSET 0) m
     WHERE l.node_did = $1`,
    [scope.did, roomOfRaw, roomOfMetrics],
  )
  return row ?? { raw: null, metrics: null, tooLong: { raw: false, metrics: false } }
}

/** The node's reports of the last day that were ahead of their arrival: how many, and the time of the last and how far. */
export async function reportsAhead(
  db: EntityManager,
  scope: NodeScope,
): Promise<{ reports: number; at: Date; seconds: number } | null> {
  const [row] = await db.query<{ reports: number; at: Date; seconds: number }[]>(
    `SELECT count(*) OVER ()::int AS reports, timestamp AS at,
            extract(epoch FROM timestamp - arrived_at)::float8 AS seconds
     FROM reports_ahead WHERE node_did = $1 AND arrived_at > now() - interval '1 day'
     ORDER BY arrived_at DESC, timestamp DESC LIMIT 1`,
    [scope.did],
  )
  return row ?? null
}

/** The time of the node's newest report, if that is yet to come. */
export async function newestAhead(db: EntityManager, scope: NodeScope): Promise<Date | null> {
  const [row] = await db.query<{ at: Date | null }[]>(
    `SELECT max(timestamp) AS at FROM health_reports
     WHERE target_node_did = $1 AND timestamp > now() AND ${readableTime}`,
    [scope.did],
  )
  return row?.at ?? null
}
