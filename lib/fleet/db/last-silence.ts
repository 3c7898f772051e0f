import type { EntityManager } from 'typeorm'
import type { NodeScope } from '@/lib/kernel/did/node-scope'

/** A bound on what a page reads: hours of reports every 5 s, a week of reports every 5 min. */
const mostReports = 2_000

/**
 * The last gap between two reports that is longer than `seconds` and ends between `since` and `upto`, among the newest
 * 2,000 reports. A gap no longer than three of the usual ones after it is a new rhythm, not a silence.
 */
export async function lastSilence(
  db: EntityManager,
  scope: NodeScope,
  { since, upto, seconds }: { since: Date; upto: Date; seconds: number },
): Promise<{ from: Date; to: Date } | null> {
  const [gap] = await db.query<{ from: Date; to: Date }[]>(
    `SELECT before AS from, at AS to
     FROM (SELECT timestamp AS at, lead(timestamp) OVER w AS before, row_number() OVER w - 1 AS later,
                  first_value(timestamp) OVER w AS newest
           FROM (SELECT timestamp FROM health_reports r WHERE target_node_did = $1 AND timestamp <= $3
                   AND NOT EXISTS (SELECT FROM reports_ahead a WHERE a.report_id = r.report_id)
                 ORDER BY timestamp DESC LIMIT ${mostReports}) recent
           WINDOW w AS (ORDER BY timestamp DESC)) gaps
     WHERE at >= $2 AND before > '0001-01-01 00:00Z' AND at - before > $4 * interval '1 second'
       AND (later = 0 OR at - before > 3 * (newest - at) / later)
     ORDER BY at DESC LIMIT 1`,
    [scope.did, since, upto, seconds],
  )
  return gap ?? null
}
