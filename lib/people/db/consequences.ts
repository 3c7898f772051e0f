import type { EntityManager } from 'typeorm'
import { sqlStatuses } from '@/lib/kernel/job-status'
import type { Consequences } from '@/lib/people/domain/people-page'

const shown = 3

export async function readConsequences(db: EntityManager, personId: string): Promise<Consequences> {
  const [row] = await db.query<Consequences[]>(
    `WITH alone AS (
       SELECT coalesce(n.name, n.node_did) AS name FROM node_owners o JOIN nodes n USING (node_did)
       WHERE o.person_id = $1 AND NOT EXISTS (
         SELECT FROM node_owners x JOIN people p ON p.id = x.person_id
         WHERE x.node_did = o.node_did AND x.person_id <> $1 AND p.disabled_at IS NULL AND p.role IN ('approver', 'admin')))
     SELECT (SELECT count(*)::int FROM sessions WHERE person_id = $1 AND expires_at > now()) AS sessions,
            (SELECT count(*)::int FROM tokens WHERE person_id = $1 AND revoked_at IS NULL
               AND coalesce(expires_at > now(), true)) AS tokens,
            (SELECT count(*)::int FROM job_votes v JOIN maintenance_jobs j USING (job_id) JOIN job_details d USING (job_id)
             WHERE v.person_id = $1 AND v.decision = 'approve' AND v.withdrawn_at IS NULL AND v.revision = d.revision
               AND j.status IN ${sqlStatuses('unclaimed')}) AS votes,
            (SELECT count(*)::int FROM delegations WHERE $1 IN (owner_id, delegate_id) AND revoked_at IS NULL
               AND valid_until > now()) AS delegations,
            (SELECT count(*)::int FROM alone) AS left_nodes,
            ARRAY(SELECT name FROM alone ORDER BY name COLLATE hakim_names, name LIMIT ${shown}) AS left_names`,
    [personId],
  )
  if (!row) throw new Error('PostgreSQL returned no row')
  return row
}
