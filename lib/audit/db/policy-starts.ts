import type { EntityManager } from 'typeorm'
import type { PolicyStart } from '@/lib/audit/domain/policy-rate'

export async function policyIds(db: EntityManager): Promise<string[]> {
  const rows = await db.query<{ policy_id: string }[]>(`SELECT policy_id FROM policies ORDER BY policy_id`)
  return rows.map(({ policy_id }) => policy_id)
}

const microseconds = (time: string): string => `(extract(epoch FROM ${time}) * 1000000)::float8`

/** The jobs that ran by the vote of a policy, by the time of that vote. */
export const policyStarts = (db: EntityManager, policy: string): Promise<PolicyStart[]> =>
  db.query(
    `SELECT v.job_id AS job, j.target_node_did AS node, ${microseconds('v.decided_at')} AS "votedAt",
            ${microseconds('d.started_at')} AS "startedAt",
            coalesce((r.signed #>> '{policy,rate,per_node_per_day}')::int, 0) AS "perNode",
            coalesce((r.signed #>> '{policy,rate,per_day}')::int, 0) AS "perDay"
     FROM job_votes v JOIN policy_revisions r ON r.policy_id = v.policy_id AND r.revision = v.policy_revision
     JOIN maintenance_jobs j USING (job_id) JOIN job_details d ON d.job_id = v.job_id AND d.revision = v.revision
     WHERE v.policy_id = $1 AND v.withdrawn_at IS NULL AND d.started_at IS NOT NULL
     ORDER BY v.decided_at, v.job_id`,
    [policy],
  )
