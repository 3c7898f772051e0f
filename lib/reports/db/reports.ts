import type { EntityManager } from 'typeorm'
import { jsonbArray, timestamptzArray, uuidArray, varcharArray } from '@/lib/db/connection/binary-array'
import { preparedQuery } from '@/lib/db/connection/prepared-query'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import type { Report } from '@/lib/reports/domain/report'
import { newReportId } from './report-id'

/** Times that readers can represent: plain SQL may write infinity, which is in no bucket and no day. */
export const readableTime = `timestamp BETWEEN '0001-01-01 00:00Z' AND '9999-12-31 00:00Z'`

/** The day, numbered since the epoch, of a readable time. */
export const dayOf = (time: string): string => `floor(date_part('epoch', ${time}) / 86400)::int`

/** A report to be inserted. JSON stays text, which takes a fifth of the memory of parsed JSON. */
export type ReportRow = {
  reportId: string
  did: string
  /** Milliseconds since 1970. */
  time: number
  status: string
  raw: string
  /** Metrics and diagnosis; null when they are the same in `raw` and are taken from there. */
  own: { metrics: string | null; diagnosis: string | null } | null
}

export function reportRow(report: Report): ReportRow {
  const { report_id, target_node_did: did, status, metrics, diagnosis, raw_report } = report
  const within = metrics === (raw_report.metrics ?? null) && diagnosis === (raw_report.diagnosis ?? null)
  return {
    reportId: report_id?.toLowerCase() ?? newReportId(),
    did,
    time: Date.parse(report.timestamp),
    status,
    raw: JSON.stringify(raw_report),
    own: within
      ? null
      : { metrics: metrics && JSON.stringify(metrics), diagnosis: diagnosis && JSON.stringify(diagnosis) },
  }
}

/**
 * Inserts a batch as one array per column (docs/decisions/0007-ingest.md). Returns for each report whether it is new;
 * the others were already stored or came earlier in the batch.
 */
export async function insertReports(db: EntityManager, rows: readonly ReportRow[]): Promise<boolean[]> {
  const owns = rows.some(({ own }) => own !== null)
  const values = [
    uuidArray(rows.map(({ reportId }) => reportId)),
    varcharArray(rows.map(({ did }) => did)),
    timestamptzArray(rows.map(({ time }) => time)),
    varcharArray(rows.map(({ status }) => status)),
    jsonbArray(rows.map(({ raw }) => raw)),
    rows.length,
  ]
  const own = [
    jsonbArray(rows.map((row) => row.own && 'true')),
    jsonbArray(rows.map((row) => row.own?.metrics ?? null)),
    jsonbArray(rows.map((row) => row.own?.diagnosis ?? null)),
  ]
  const [answer] = await preparedQuery<{ fresh: string[] | null }>(db, {
    name: owns ? 'insert own reports' : 'insert reports',
    text: owns ? insertOwn : insertWithin,
    values: owns ? [...values, ...own] : values,
  })
  if (!answer?.fresh) return rows.map(() => true)
  const fresh = new Set(answer.fresh)
  return rows.map(({ reportId }) => fresh.delete(reportId))
}

const insertStatement = (columns: string, arrays: string, metrics: string, diagnosis: string): string => `
  WITH fresh AS (
    INSERT INTO health_reports (report_id, target_node_did, timestamp, status, metrics, diagnosis, raw_report)
    SELECT report_id, target_node_did, timestamp, status, ${metrics}, ${diagnosis}, raw_report
    FROM unnest($1::uuid[], $2::varchar[], $3::timestamptz[], $4::varchar[], $5::jsonb[]${arrays})
      AS r (report_id, target_node_did, timestamp, status, raw_report${columns})
    ON CONFLICT (report_id) DO NOTHING RETURNING report_id)
  SELECT CASE WHEN count(*) < $6 THEN coalesce(array_agg(report_id::text), '{}') END AS fresh FROM fresh`

const inRaw = (key: string): string => `nullif(raw_report -> '${key}', 'null')`
const insertWithin = insertStatement('', '', inRaw('metrics'), inRaw('diagnosis'))
const insertOwn = insertStatement(
  ', own, metrics, diagnosis',
  ', $7::jsonb[], $8::jsonb[], $9::jsonb[]',
  `CASE WHEN own IS NULL THEN ${inRaw('metrics')} ELSE metrics END`,
  `CASE WHEN own IS NULL THEN ${inRaw('diagnosis')} ELSE diagnosis END`,
)

/** `ahead_seconds`: how far its time was ahead of its arrival, where it was too far for it to be the latest. */
type StoredReport = Report & { report_id: string; ahead_seconds: number | null }

/** One page of a node's raw reports, newest first, after `cursor`. */
export function readReports(
  db: EntityManager,
  scope: NodeScope,
  cursor: { timestamp: string; reportId: string } | null,
  limit: number,
): Promise<(StoredReport & { cursor_at: string })[]> {
  const after = cursor ? `AND (timestamp, report_id) < ($3::timestamptz, $4::uuid)` : ''
  return db.query(
    `SELECT report_id, target_node_did, timestamp, status, metrics, diagnosis, raw_report,
            (SELECT round(extract(epoch FROM a.timestamp - a.arrived_at))::float8 FROM reports_ahead a
             WHERE a.report_id = h.report_id) AS ahead_seconds,
            CASE WHEN isfinite(timestamp) THEN to_char(timestamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.USZ')
                 ELSE timestamp::text END AS cursor_at
     FROM health_reports h WHERE target_node_did = $1 ${after}
     ORDER BY timestamp DESC, report_id DESC LIMIT $2`,
    [scope.did, limit, ...(cursor ? [cursor.timestamp, cursor.reportId] : [])],
  )
}

/** The raw report of the node's latest report. */
export async function latestRawReport(db: EntityManager, scope: NodeScope): Promise<unknown> {
  const [row] = await db.query<{ raw_report: unknown }[]>(
    `SELECT r.raw_report FROM node_latest l JOIN health_reports r USING (report_id) WHERE l.node_did = $1`,
    [scope.did],
  )
  return row?.raw_report ?? null
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
