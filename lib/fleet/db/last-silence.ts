import type { EntityManager } from 'typeorm'
import { keptQuery } from '@/lib/db/connection/prepared-query'
import { silence, silentAfterSeconds } from '@/lib/fleet/domain/node-state'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import { expectedSpacings } from '@/lib/kernel/time/intervals'
import { statedJson, statedSeconds } from '@/lib/reports/db/stated-interval'

/** A bound on what a page reads: hours of reports every 5 s, a week of reports every 5 min. */
const mostReports = 2_000

/** Of these, so many stand out; the newest are judged. */
const mostGaps = 100

/** `interval`: what the report before the gap states; `earlier` and `later`: up to two spacings on each side, null without. */
type Gap = {
  from: Date
  to: Date
  seconds: number
  interval: number | null
  earlier: (number | null)[]
  later: (number | null)[]
}

const inSeconds = (interval: string): string => `extract(epoch FROM ${interval})::float8`

/**
 * The last silence that the status of the node's latest report has followed, among the newest 2,000 reports: a gap that was
 * too long for the interval there (docs/decisions/0040-local-intervals.md), and for the mean of the spacings around it, since
 * of reports that come in pairs every second spacing is long. Times are compared in SQL: a Date has no microseconds.
 * @param usual the node's present interval in seconds, for a gap with hardly any reports around it
 */
export async function lastSilence(
  db: EntityManager,
  scope: NodeScope,
  usual: number | null,
): Promise<{ from: Date; to: Date } | null> {
  const gaps = await keptQuery<Gap>(
    db,
    `SELECT before_1 AS from, at AS to, ${inSeconds('at - before_1')} AS seconds,
            (SELECT ${statedSeconds(`(${statedJson('b')})`)} FROM health_reports b WHERE b.report_id = before_id) AS interval,
            ARRAY[${inSeconds('before_2 - before_3')}, ${inSeconds('before_1 - before_2')}] AS earlier,
            ARRAY[${inSeconds('after_1 - at')}, ${inSeconds('after_2 - after_1')}] AS later
     FROM (
       SELECT r.timestamp AS at, l.status_since, lag(r.report_id) OVER each AS before_id,
              lag(r.timestamp) OVER each AS before_1, lag(r.timestamp, 2) OVER each AS before_2,
              lag(r.timestamp, 3) OVER each AS before_3,
              lead(r.timestamp) OVER each AS after_1, lead(r.timestamp, 2) OVER each AS after_2
       FROM node_latest l CROSS JOIN LATERAL (
         SELECT report_id, timestamp FROM health_reports h
         WHERE target_node_did = $1 AND timestamp BETWEEN '0001-01-01 00:00Z' AND l.timestamp
           -- As a join, all reports of the node might be read before the newest are taken.
           AND (SELECT a.report_id FROM reports_ahead a WHERE a.report_id = h.report_id) IS NULL
         ORDER BY timestamp DESC LIMIT ${mostReports}) r
       WHERE l.node_did = $1
       WINDOW each AS (ORDER BY r.timestamp, r.report_id)) reports
     WHERE at >= status_since AND at - before_1 > interval '${silence.leastSeconds} seconds'
       AND (at - before_1) * num_nonnulls(before_2, before_3, after_1, after_2) > ${silence.missedReports}
             * (before_1 - coalesce(before_3, before_2, before_1) + coalesce(after_2, after_1, at) - at)
     ORDER BY at DESC LIMIT ${mostGaps}`,
    [scope.did],
  )
  return gaps.find((gap) => gap.seconds > silentAfterSeconds(expectedIn(gap) ?? usual)) ?? null
}

/** How long a gap was expected to be, in seconds; null if too few reports are around it. */
function expectedIn({ seconds, interval, earlier, later }: Gap): number | null {
  if (interval !== null) return interval
  const [before, after] = [earlier, later].map((some) => some.filter((spacing) => spacing !== null))
  if (!before || !after) return null
  return expectedSpacings([...before, seconds, ...after], { step: 0, current: null })[before.length] ?? null
}
