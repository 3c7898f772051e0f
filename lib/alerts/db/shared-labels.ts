import type { EntityManager } from 'typeorm'
import type { Candidate, Sharing } from '@/lib/alerts/domain/shared-label'
import { Parameters } from '@/lib/db/connection/parameters'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'

type GroupSharing = Sharing & { group_id: string; candidates: Candidate[] }

/**
 * What the nodes of each of these rows share, of rows with several nodes; those that this viewer may see, or all. A row in which a rule
 * no longer watches all of them shares nothing.
 */
export function readSharing(
  db: EntityManager,
  viewer: Viewer | null,
  groups: readonly string[],
): Promise<GroupSharing[]> {
  const parameters = new Parameters()
  const visible = (column: string): string => (viewer ? visibleSql(column, viewer, parameters) : 'true')
  return db.query(
    `WITH hit AS (
       SELECT DISTINCT i.group_id, i.rule_id, i.node_did FROM alert_incidents i
       WHERE i.group_id = ANY (${parameters.add(groups)}::uuid[]) AND ${visible('i.node_did')}),
     sizes AS (SELECT group_id, rule_id, count(*) AS failing FROM hit GROUP BY 1, 2 HAVING count(*) > 1),
     shared AS (
       SELECT s.group_id, e.key, e.value FROM sizes s JOIN hit h USING (group_id) JOIN nodes n ON n.node_did = h.node_did
       CROSS JOIN LATERAL jsonb_each_text(n.labels) e GROUP BY s.group_id, s.failing, e.key, e.value HAVING count(*) = s.failing)
     SELECT s.group_id, s.failing::int AS failing, w.watched, c.candidates
     FROM sizes s JOIN alert_rules r USING (rule_id)
     CROSS JOIN LATERAL (SELECT jsonb_agg(jsonb_build_object('key', key, 'value', value)) AS labels
                         FROM shared WHERE group_id = s.group_id) l
     CROSS JOIN LATERAL (
       SELECT array_agg(n.labels) AS labels, count(*)::int AS watched FROM nodes n
       WHERE n.retired_at IS NULL AND ${visible('n.node_did')}
         AND (r.scope = 'all' OR r.scope = 'label' AND EXISTS (
                SELECT FROM jsonb_each_text(n.labels) e WHERE e.key || ':' || e.value = r.label))) w
     CROSS JOIN LATERAL (
       SELECT jsonb_agg(one || jsonb_build_object('nodes', (
         SELECT count(*) FROM unnest(w.labels) AS n (labels) WHERE n.labels ->> (one ->> 'key') = one ->> 'value'))) AS candidates
       FROM jsonb_array_elements(l.labels) one) c
     WHERE l.labels IS NOT NULL`,
    parameters.values,
  )
}
