import type { EntityManager } from 'typeorm'
import { jsonbArray, timestamptzArray, uuidArray, varcharArray } from '@/lib/db/connection/binary-array'
import { preparedQuery } from '@/lib/db/connection/prepared-query'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import { loopTurn, stepper } from '@/lib/kernel/loop-turn'
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

/** Those of the reports whose ids are already those of another node's. */
export async function foreignReports(db: EntityManager, rows: readonly ReportRow[]): Promise<Set<ReportRow>> {
  const found = await db.query<{ report_id: string; did: string }[]>(
    `SELECT report_id, target_node_did AS did FROM health_reports WHERE report_id = ANY ($1::uuid[])`,
    [rows.map(({ reportId }) => reportId)],
  )
  const holders = new Map(found.map(({ report_id, did }) => [report_id, did]))
  return new Set(rows.filter(({ reportId, did }) => (holders.get(reportId) ?? did) !== did))
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

/** The most bytes of JSON in one page of reports. */
const roomOfPage = 4 * 1024 * 1024

/**
 * `ahead_seconds`: how far its time was ahead of its arrival, where it was too far for it to be the latest. `left_out`: its
 * JSON is longer than a page may be.
 */
type StoredReport = {
  report_id: string
  target_node_did: string
  timestamp: string | null
  status: string
  metrics: unknown
  diagnosis: unknown
  raw_report: unknown
  ahead_seconds: number | null
  left_out: boolean
}

type PageRow = Omit<StoredReport, 'metrics' | 'diagnosis' | 'raw_report'> & {
  metrics: string | null
  diagnosis: string | null
  raw_report: string | null
  cursor_at: string
  beyond: boolean
}

const jsonOf = (text: string | null): unknown => (text === null ? null : JSON.parse(text))

/** One page of a node's raw reports, newest first, after `cursor`; `more`: there are others after it. */
export async function readReports(
  db: EntityManager,
  scope: NodeScope,
  cursor: { timestamp: string; reportId: string } | null,
  limit: number,
  room = roomOfPage,
): Promise<{ page: (StoredReport & { cursor_at: string })[]; more: boolean }> {
  const rows = await db.query<PageRow[]>(
    `SELECT h.report_id, $1 AS target_node_did, h.at AS timestamp, h.status, h.metrics, h.diagnosis, h.raw_report,
            (SELECT round(extract(epoch FROM a.timestamp - a.arrived_at))::float8 FROM reports_ahead a
             WHERE a.report_id = h.report_id) AS ahead_seconds,
            CASE WHEN isfinite(h.at) THEN to_char(h.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.USZ')
                 ELSE h.at::text END AS cursor_at, h.left_out, h.beyond
     FROM hakim_reports_page($1, $2::timestamptz, $3::uuid, $4, $5) h`,
    [scope.did, cursor?.timestamp ?? null, cursor?.reportId ?? null, limit, room],
  )
  const page: (StoredReport & { cursor_at: string })[] = []
  const isFull = stepper()
  for (const { beyond, metrics, diagnosis, raw_report, ...row } of rows) {
    if (beyond) continue
    page.push({
      ...row,
      metrics: jsonOf(metrics),
      diagnosis: jsonOf(diagnosis),
      raw_report: jsonOf(raw_report),
    })
    if (isFull((metrics?.length ?? 0) + (raw_report?.length ?? 0))) await loopTurn()
  }
  return { page, more: rows.some(({ beyond }) => beyond) }
}
