import type { EntityManager } from 'typeorm'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import { readableTime } from '@/lib/reports/db/reports'
import type { Stretch } from '@/lib/verdicts/domain/stretches'

/** What a node said in [from, to), as stretches that end where a run begins or ends; epoch seconds. */
export const readStretches = (
  db: EntityManager,
  scope: NodeScope,
  range: { from: number; to: number },
  run: { from: number; to: number },
): Promise<Stretch[]> =>
  db.query<Stretch[]>(
    `SELECT extract(epoch FROM min(timestamp))::float8 AS from, extract(epoch FROM max(timestamp))::float8 AS to,
            count(*)::int AS reports, status, code
     FROM (
       SELECT *, count(*) FILTER (WHERE begun) OVER (ORDER BY timestamp, report_id) AS stretch
       FROM (
         SELECT *, (status, code, part) IS DISTINCT FROM lag((status, code, part)) OVER (ORDER BY timestamp, report_id) AS begun
         FROM (
           SELECT timestamp, report_id, status, nullif(diagnosis ->> 'code', '') AS code,
                  (timestamp >= to_timestamp($4))::int + (timestamp >= to_timestamp($5))::int AS part
           FROM health_reports
           WHERE target_node_did = $1 AND timestamp >= to_timestamp($2) AND timestamp < to_timestamp($3) AND ${readableTime}
         ) reports) parts) stretches
     GROUP BY stretch, status, code ORDER BY min(timestamp)`,
    [scope.did, range.from, range.to, run.from, run.to],
  )
