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
 * Reads the reports of these windows one by one, with the ones just before and after, since a silence may begin or end at the
 * edge of a window. A window whose reports have changed or were deleted since its buckets were
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
    `SELECT place::int, count(*) FILTER (WHERE inside)::int AS reports,
            count(*) FILTER (WHERE inside AND last_inside AND status <> last_status)::int AS changes,
            extract(epoch FROM min(timestamp) FILTER (WHERE inside))::float8 AS "firstAt",
            extract(epoch FROM max(timestamp) FILTER (WHERE inside))::float8 AS "finalAt",
            (array_agg(status ORDER BY timestamp, report_id) FILTER (WHERE inside))[1] AS "firstStatus",
            (array_agg(status ORDER BY timestamp DESC, report_id DESC) FILTER (WHERE inside))[1] AS "lastStatus",
            coalesce(array_agg(extract(epoch FROM last_at)::float8 ORDER BY timestamp)
              FILTER (WHERE timestamp - last_at > $4 * interval '1 second'), '{}') AS "silentFrom",
            coalesce(array_agg(extract(epoch FROM timestamp)::float8 ORDER BY timestamp)
              FILTER (WHERE timestamp - last_at > $4 * interval '1 second'), '{}') AS "silentTo"
     FROM (
       SELECT place, timestamp, report_id, status, inside, lag(status) OVER each AS last_status,
              lag(timestamp) OVER each AS last_at, lag(inside) OVER each AS last_inside
       FROM (
         SELECT w.place, h.*, h.timestamp >= to_timestamp(w.begins) AND h.timestamp < to_timestamp(w.ends) AS inside
         FROM unnest($2::float8[], $3::float8[]) WITH ORDINALITY AS w (begins, ends, place)
         CROSS JOIN LATERAL (
           SELECT r.timestamp, r.report_id, r.status FROM health_reports r
           WHERE r.target_node_did = $1 AND r.timestamp >= to_timestamp(w.begins - $5::float8)
             AND r.timestamp < to_timestamp(w.ends + $5::float8)
           OFFSET 0) h) placed
       WINDOW each AS (PARTITION BY place ORDER BY timestamp, report_id)) reports
     GROUP BY place`,
    [scope.did, windows.map(({ from }) => from), windows.map(({ to }) => to), silentAfter, 2 * spacing],
  )
  return rows.flatMap(({ place, silentFrom, silentTo, finalAt, reports, ...reading }) => {
    const window = windows[place - 1]
    if (window?.reports !== reports) return []
    const silences = silentFrom.map((at, index) => ({ from: at + spacing, to: silentTo[index] ?? at }))
    return { ...window, ...reading, lastAt: finalAt, silences }
  })
}
