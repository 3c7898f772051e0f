import type { EntityManager } from 'typeorm'

/** How the jobs ended that a revision approved: `failed` as a replay counts it. */
export type PolicyRecord = {
  policy_id: string
  revision: number
  approved: number
  failed: number
  ended_by: string | null
}

/** For each revision of these policies. Votes that were withdrawn approved nothing. */
export const readRecords = (db: EntityManager, policyIds: readonly string[]): Promise<PolicyRecord[]> =>
  db.query(
    `SELECT r.policy_id, r.revision, e.name AS ended_by, count(DISTINCT j.job_id)::int AS approved,
            (count(DISTINCT j.job_id) FILTER (WHERE j.status IN ('Failed', 'Lost') OR w.verdict = 'worse'))::int AS failed
     FROM policy_revisions r LEFT JOIN people e ON e.id = r.ended_by
     LEFT JOIN job_votes v ON v.policy_id = r.policy_id AND v.policy_revision = r.revision AND v.withdrawn_at IS NULL
     LEFT JOIN maintenance_jobs j ON j.job_id = v.job_id LEFT JOIN job_verdicts w ON w.job_id = j.job_id
     WHERE r.policy_id = ANY ($1) GROUP BY r.policy_id, r.revision, e.name`,
    [policyIds],
  )
