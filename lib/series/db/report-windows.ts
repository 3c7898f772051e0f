import type { EntityManager } from 'typeorm'
import { keptQuery } from '@/lib/db/connection/prepared-query'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import type { ReportWindow, Spacing, WindowReading } from '@/lib/series/domain/report-windows'

type Row = {
  place: number
  reports: number
  changes: number
  firstAt: number
  finalAt: number
  firstStatus: string
  lastStatus: string
  silentFrom: number[]
  silentTo: number[]
}

/**
 * Reads the reports of these windows one by one. A window whose reports have changed or were deleted since its buckets were
 * read is left out.
 * @param silentAfter seconds between two reports from which there was a silence
 * @param spacing seconds between reports: a silence begins when the next one was due
 */
export async function readWindows(
  db: EntityManager,
  scope: NodeScope,
  windows: readonly ReportWindow[],
  { silentAfter, spacing }: Spacing,
): Promise<WindowReading[]> {
  if (windows.length === 0) return []
  const rows = await keptQuery<Row>(
    db,
    `SELECT place::int, count(*)::int AS reports,
            count(*) FILTER (WHERE status <> last_status)::int AS changes,
            extract(epoch FROM min(timestamp))::float8 AS "firstAt", extract(epoch FROM max(timestamp))::float8 AS "finalAt",
            (array_agg(status ORDER BY timestamp, report_id))[1] AS "firstStatus",
            (array_agg(status ORDER BY timestamp DESC, report_id DESC))[1] AS "lastStatus",
            coalesce(array_agg(extract(epoch FROM last_at)::float8 ORDER BY timestamp)
              FILTER (WHERE timestamp - last_at > $4 * interval '1 second'), '{}') AS "silentFrom",
            coalesce(array_agg(extract(epoch FROM timestamp)::float8 ORDER BY timestamp)
              FILTER (WHERE timestamp - last_at > $4 * interval '1 second'), '{}') AS "silentTo"
     FROM (
       SELECT w.place, h.timestamp, h.report_id, h.status,
              lag(h.status) OVER each AS last_status, lag(h.timestamp) OVER each AS last_at
       FROM unnest($2::float8[], $3::float8[]) WITH ORDINALITY AS w (begins, ends, place)
       CROSS JOIN LATERAL (
         SELECT r.timestamp, r.report_id, r.status FROM health_reports r
         WHERE r.target_node_did = $1 AND r.timestamp >= to_timestamp(w.begins) AND r.timestamp < to_timestamp(w.ends)
         OFFSET 0) h
       WINDOW each AS (PARTITION BY w.place ORDER BY h.timestamp, h.report_id)) reports
     GROUP BY place`,
    [scope.did, windows.map(({ from }) => from), windows.map(({ to }) => to), silentAfter],
  )
  return rows.flatMap(({ place, silentFrom, silentTo, finalAt, reports, ...reading }) => {
    const window = windows[place - 1]
    if (window?.reports !== reports) return []
    const silences = silentFrom.map((at, index) => ({ from: at + spacing, to: silentTo[index] ?? at }))
    return { ...window, ...reading, lastAt: finalAt, silences }
  })
}
