import type { EntityManager } from 'typeorm'
import { keptQuery } from '@/lib/db/connection/prepared-query'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import { statedJson, statedSeconds } from '@/lib/reports/db/stated-interval'
import {
  type ReportPair,
  type ReportWindow,
  silenceBetween,
  type WindowReading,
} from '@/lib/series/domain/report-windows'

type Row = {
  place: number
  reports: number
  changes: number
  firstAt: number
  finalAt: number
  finalInterval: number | null
  /** The two spacings before the last report. */
  finalSpacings: (number | null)[]
  firstStatus: string
  lastStatus: string
  pairs: ReportPair[]
}

/** How many reports beside a window are read, so that spacings at its edges have others around them. */
const beside = 3

/** They must be within so many buckets: the index on node and time may not exist yet. */
const nearBuckets = 30

/** Only a spacing that exceeds the usual one by so much may be a silence. */
const leastFactor = 1.2

/** Longer than any range. */
const longest = 1e10

const report = `r.timestamp, r.report_id, r.status, ${statedJson('r')} AS stated`
const ofNode = 'FROM health_reports r WHERE r.target_node_did = $1'
const [begins, ends] = ['to_timestamp(w.begins)', 'to_timestamp(w.ends)']
const near = `$5 * interval '1 second'`

/**
 * Reads the reports of these windows one by one, with a few before and after, since a silence may begin or end at the edge of
 * a window. A window whose reports have changed or were deleted since its buckets were read is left out.
 * @param step seconds per bucket
 */
export async function readWindows(
  db: EntityManager,
  scope: NodeScope,
  windows: readonly ReportWindow[],
  step: number,
): Promise<WindowReading[]> {
  if (windows.length === 0) return []
  const rows = await keptQuery<Row>(
    db,
    `SELECT place::int, count(*) FILTER (WHERE inside)::int AS reports,
            count(*) FILTER (WHERE inside AND last_inside AND status <> last_status)::int AS changes,
            extract(epoch FROM min(timestamp) FILTER (WHERE inside))::float8 AS "firstAt",
            extract(epoch FROM max(timestamp) FILTER (WHERE inside))::float8 AS "finalAt",
            (array_agg(${statedSeconds('stated')} ORDER BY timestamp DESC, report_id DESC) FILTER (WHERE inside))[1]
              AS "finalInterval",
            (array_agg(json_build_array(before_1, spacing) ORDER BY timestamp DESC, report_id DESC)
              FILTER (WHERE inside))[1] AS "finalSpacings",
            (array_agg(status ORDER BY timestamp, report_id) FILTER (WHERE inside))[1] AS "firstStatus",
            (array_agg(status ORDER BY timestamp DESC, report_id DESC) FILTER (WHERE inside))[1] AS "lastStatus",
            coalesce(json_agg(json_build_object(
                'from', extract(epoch FROM last_at)::float8, 'to', extract(epoch FROM timestamp)::float8,
                'interval', ${statedSeconds('last_stated')},
                'before', json_build_array(before_2, before_1), 'after', json_build_array(after_1, after_2))
              ORDER BY timestamp) FILTER (WHERE (inside OR last_inside) AND spacing >= least), '[]') AS pairs
     FROM (
       SELECT *, lag(spacing, 2) OVER each AS before_2, lag(spacing) OVER each AS before_1,
              lead(spacing) OVER each AS after_1, lead(spacing, 2) OVER each AS after_2
       FROM (
         SELECT *, lag(status) OVER each AS last_status, lag(timestamp) OVER each AS last_at,
                lag(inside) OVER each AS last_inside, lag(stated) OVER each AS last_stated,
                extract(epoch FROM timestamp - lag(timestamp) OVER each)::float8 AS spacing
         FROM (
           SELECT w.place, w.least, h.*, h.timestamp >= ${begins} AND h.timestamp < ${ends} AS inside
           FROM unnest($2::float8[], $3::float8[], $4::float8[]) WITH ORDINALITY AS w (begins, ends, least, place)
           CROSS JOIN LATERAL (
             (SELECT ${report} ${ofNode} AND r.timestamp < ${begins} AND r.timestamp >= ${begins} - ${near}
              ORDER BY r.timestamp DESC LIMIT ${beside})
             UNION ALL
             (SELECT ${report} ${ofNode} AND r.timestamp >= ${begins} AND r.timestamp < ${ends} OFFSET 0)
             UNION ALL
             (SELECT ${report} ${ofNode} AND r.timestamp >= ${ends} AND r.timestamp < ${ends} + ${near}
              ORDER BY r.timestamp LIMIT ${beside})) h) placed
         WINDOW each AS (PARTITION BY place ORDER BY timestamp, report_id)) spaced
       WINDOW each AS (PARTITION BY place ORDER BY timestamp, report_id)) reports
     GROUP BY place`,
    [
      scope.did,
      windows.map(({ from }) => from),
      windows.map(({ to }) => to),
      windows.map(({ spacing }) => (spacing === null ? longest : leastFactor * spacing)),
      nearBuckets * step,
    ],
  )
  return rows.flatMap(({ place, pairs, finalAt, finalInterval, finalSpacings, reports, ...reading }) => {
    const window = windows[place - 1]
    if (window?.reports !== reports) return []
    const usual = window.spacing ?? 0
    const silences = pairs.flatMap((pair) => silenceBetween(pair, usual) ?? [])
    const last = finalSpacings.filter((spacing) => spacing !== null)
    const due = finalInterval ?? (last.length > 0 ? Math.min(...last) : usual)
    return { ...window, ...reading, lastAt: finalAt, due, silences }
  })
}
