import type { EntityManager } from 'typeorm'
import { firingWeeks, weekMs } from '@/lib/alerts/domain/firings'
import { Parameters } from '@/lib/db/connection/parameters'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'

type Fired = { rule_id: string; ever: boolean; counts: Record<string, number> }

/** How often each rule fired, by whole weeks before `now`, and whether it ever did: alerts on nodes that the viewer may see. */
export function readFirings(db: EntityManager, viewer: Viewer, now: Date): Promise<Fired[]> {
  const parameters = new Parameters()
  const at = `${parameters.add(now)}::timestamptz`
  const seen = `EXISTS (SELECT FROM alert_incidents i WHERE i.group_id = g.group_id AND ${visibleSql('i.node_did', viewer, parameters)})`
  return db.query(
    `SELECT r.rule_id, EXISTS (SELECT FROM alert_groups g WHERE g.rule_id = r.rule_id AND ${seen}) AS ever,
            coalesce(f.counts, '{}') AS counts
     FROM alert_rules r LEFT JOIN LATERAL (
       SELECT jsonb_object_agg(week, count) AS counts FROM (
         SELECT floor(extract(epoch FROM ${at} - g.opened_at) * 1000 / ${weekMs})::int AS week, count(*) AS count
         FROM alert_groups g
         WHERE g.rule_id = r.rule_id AND g.opened_at <= ${at} AND g.opened_at > ${at} - interval '${firingWeeks} weeks' AND ${seen}
         GROUP BY 1) w) f ON true
     WHERE r.deleted_at IS NULL`,
    parameters.values,
  )
}
