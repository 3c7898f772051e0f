import { randomUUID } from 'node:crypto'
import { type EntityManager, QueryFailedError } from 'typeorm'
import type { Report } from '@/lib/domain/report'
import type { NodeScope } from '@/lib/domain/scope'

/** Times that every reader can write down: plain SQL may hold infinity, which is in no bucket and no day. */
export const readableTime = `timestamp BETWEEN '0001-01-01 00:00Z' AND '9999-12-31 00:00Z'`

/** The day, numbered since the epoch, of a readable time. */
export const dayOf = (time: string): string => `floor(date_part('epoch', ${time}) / 86400)::int`

/** A report on its way into the table, as text: it waits for its insert in a fifth of the memory that it takes parsed. */
export type ReportRow = { reportId: string; json: string }

/** Metrics and diagnosis that stand in `raw_report` as well are sent once and taken from there. */
export function reportRow(report: Report): ReportRow {
  const { metrics, diagnosis, raw_report } = report
  const reportId = report.report_id?.toLowerCase() ?? randomUUID()
  const within = metrics === (raw_report.metrics ?? null) && diagnosis === (raw_report.diagnosis ?? null)
  const own = within ? { within, metrics: undefined, diagnosis: undefined } : {}
  return { reportId, json: JSON.stringify({ ...report, report_id: reportId, ...own }) }
}

/**
 * Inserts a batch as one JSON parameter (measured: as fast as COPY). Says of each report whether it is new; the others
 * were there already or stand before it in the batch.
 */
export async function insertReports(db: EntityManager, rows: readonly ReportRow[]): Promise<boolean[]> {
  const [answer] = await queryWithoutEcho<{ fresh: string[] | null }>(
    db,
    `WITH fresh AS (
       INSERT INTO health_reports
         (report_id, target_node_did, timestamp, status, metrics, diagnosis, raw_report)
       SELECT report_id, target_node_did, timestamp, status,
              CASE WHEN within THEN nullif(raw_report -> 'metrics', 'null') ELSE metrics END,
              CASE WHEN within THEN nullif(raw_report -> 'diagnosis', 'null') ELSE diagnosis END,
              raw_report
       FROM jsonb_to_recordset($1::jsonb) AS r (report_id uuid, target_node_did varchar, timestamp timestamptz,
         status varchar, metrics jsonb, diagnosis jsonb, raw_report jsonb, within boolean)
       ON CONFLICT (report_id) DO NOTHING RETURNING report_id)
     SELECT CASE WHEN count(*) < $2 THEN coalesce(array_agg(report_id::text), '{}') END AS fresh FROM fresh`,
    [`[${rows.map(({ json }) => json).join()}]`, rows.length],
  )
  if (!answer?.fresh) return rows.map(() => true)
  const fresh = new Set(answer.fresh)
  return rows.map(({ reportId }) => fresh.delete(reportId))
}

/** A failed query carries its parameters, and who logs the error logs them: here megabytes of other people's reports. */
async function queryWithoutEcho<Row>(db: EntityManager, sql: string, parameters: unknown[]): Promise<Row[]> {
  try {
    return await db.query<Row[]>(sql, parameters)
  } catch (error) {
    throw error instanceof QueryFailedError ? new QueryFailedError(sql, undefined, error.driverError) : error
  }
}

export type StoredReport = Report & { report_id: string }

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
            to_char(timestamp AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.USZ') AS cursor_at
     FROM health_reports WHERE target_node_did = $1 ${after}
     ORDER BY timestamp DESC, report_id DESC LIMIT $2`,
    [scope.did, limit, ...(cursor ? [cursor.timestamp, cursor.reportId] : [])],
  )
}

/** The raw report of the latest one. */
export async function latestRawReport(db: EntityManager, scope: NodeScope): Promise<unknown> {
  const [row] = await db.query<{ raw_report: unknown }[]>(
    `SELECT r.raw_report FROM node_latest l JOIN health_reports r USING (report_id) WHERE l.node_did = $1`,
    [scope.did],
  )
  return row?.raw_report ?? null
}
