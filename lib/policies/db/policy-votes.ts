import type { EntityManager } from 'typeorm'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { ConsentKeyRow } from '@/lib/people/db/consent-keys'

/** A pending job, and a policy in force that approves it, with whoever signed it and their key. */
export type PolicyMatch = {
  job_id: string
  policy_id: string
  policy_name: string
  revision: number
  signed: JsonObject
  did: string
  person_name: string
  document: string
  created_at: Date
  signed_at: Date
} & Pick<ConsentKeyRow, 'key' | 'rp_id' | 'origins'>

/**
 * Those in which the policy's owner has neither decided yet nor asked what nobody has answered, and its rate is not used up, oldest
 * jobs first. hakim_vote_by_policy checks all of this again.
 */
export async function readMatches(db: EntityManager, limit: number): Promise<PolicyMatch[]> {
  // This runs every other second, and planning the query below takes longer than running it.
  const [found] = await db.query<{ any: boolean }[]>(
    `SELECT EXISTS (SELECT FROM policy_revisions WHERE ended_at IS NULL AND ends > now()) AS any`,
  )
  if (!found?.any) return []
  return db.query<PolicyMatch[]>(
    // Pending jobs are few beside all jobs of a node, which the planner does not know.
    `WITH pending AS MATERIALIZED (
       SELECT j.job_id, j.target_node_did, j.task_name, j.created_at FROM maintenance_jobs j
       WHERE j.status = 'PendingApproval')
     SELECT j.job_id, c.policy_id, c.name AS policy_name, r.revision, r.signed, p.did, p.name AS person_name, a.document, k.key,
            k.rp_id, k.origins, j.created_at, r.signed_at
     FROM pending j JOIN policy_revisions r ON r.signed #>> '{policy,task}' = j.task_name
       AND r.signed #> '{policy,nodes}' ? j.target_node_did
     JOIN policies c USING (policy_id) JOIN people p ON p.id = c.person_id JOIN consent_keys k USING (key_id)
     LEFT JOIN job_details d USING (job_id)
     JOIN approval_documents a ON a.job_id = j.job_id AND a.revision = coalesce(d.revision, 1)
     WHERE r.ended_at IS NULL AND r.starts <= now() AND r.ends > now()
       AND NOT EXISTS (SELECT FROM job_votes v WHERE v.job_id = j.job_id AND v.revision = coalesce(d.revision, 1)
                         AND v.person_id = c.person_id)
       AND NOT EXISTS (SELECT FROM job_comments q WHERE q.job_id = j.job_id AND q.asks AND q.answered_at IS NULL
                         AND q.revision = coalesce(d.revision, 1) AND q.person_id = c.person_id)
       AND r.signed #> '{policy,offer_digests}' ? (a.document::jsonb #>> '{offer,digest}')
       AND hakim_policy_refuses(c.policy_id, r.revision, j.job_id) IS NULL
       AND NOT hakim_policy_rate_used(c.policy_id, r.revision, j.job_id)
     ORDER BY j.created_at, j.job_id, c.policy_id LIMIT $1`,
    [limit],
  )
}

/**
 * Pending jobs that have had enough approvals since something else than a decision: a vote by a policy counts again, once its window
 * has opened. Any of them, in any order, so that none waits behind others that cannot move.
 */
export async function readApproved(db: EntityManager, limit: number): Promise<string[]> {
  const rows = await db.query<{ job_id: string }[]>(
    `WITH voted AS MATERIALIZED (
       SELECT j.job_id FROM maintenance_jobs j JOIN job_details d USING (job_id)
       WHERE j.status = 'PendingApproval' AND coalesce(least(d.expires_at, d.window_end) > now(), true)
         AND EXISTS (SELECT FROM job_votes v WHERE v.job_id = j.job_id AND v.revision = d.revision AND v.policy_id IS NOT NULL
                       AND v.withdrawn_at IS NULL)
       ORDER BY random() LIMIT $1)
     SELECT job_id FROM voted WHERE (hakim_consent(job_id) -> 'met')::boolean`,
    [limit],
  )
  return rows.map(({ job_id }) => job_id)
}

/** Null if the policy has voted for the job; else why it does not, by what is committed now. */
export async function voteByPolicy(
  tx: EntityManager,
  { job_id, policy_id }: Pick<PolicyMatch, 'job_id' | 'policy_id'>,
): Promise<string | null> {
  const [row] = await tx.query<{ why: string | null }[]>(`SELECT hakim_vote_by_policy($1, $2) AS why`, [
    job_id,
    policy_id,
  ])
  return row?.why ?? null
}
