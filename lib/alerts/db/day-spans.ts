import type { EntityManager } from 'typeorm'
import { Parameters } from '@/lib/db/connection/parameters'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'

/** From and to in epoch seconds; `to` null: it still fires. */
export type DaySpan = { group_id: string; from: number; to: number | null }

/**
 * When the rule of each of these rows fired in the last 24 h, on whichever of the row's nodes that the viewer may see: also in
 * rows before. What overlaps is one span.
 */
export function readDaySpans(
  db: EntityManager,
  viewer: Viewer,
  groups: readonly string[],
): Promise<DaySpan[]> {
  const parameters = new Parameters()
  return db.query(
    `SELECT s.group_id, date_part('epoch', lower(s.span)) AS "from", date_part('epoch', upper(s.span)) AS "to"
     FROM (SELECT own.group_id, unnest(range_agg(tstzrange(LEAST(i.started_at, i.ended_at), i.ended_at, '[]'))) AS span
           FROM (SELECT DISTINCT o.group_id, o.rule_id, o.node_did FROM alert_incidents o
                 WHERE o.group_id = ANY (${parameters.add(groups)}::uuid[])) own
           JOIN alert_incidents i USING (rule_id, node_did)
           WHERE (i.ended_at IS NULL OR i.ended_at > now() - interval '24 hours')
             AND ${visibleSql('i.node_did', viewer, parameters)}
           GROUP BY own.group_id) s
     ORDER BY s.group_id, lower(s.span)`,
    parameters.values,
  )
}
