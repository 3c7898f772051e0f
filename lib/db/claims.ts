import type { EntityManager } from 'typeorm'
import type { StatusChange } from '@/lib/domain/job'
import type { HashedJob } from './approval-hash'
import { tokenDigest } from './credentials'
import type { MaintenanceJobRow } from './entities/maintenance-job'

/** An approved job as it was read: `version` changes with its row, `consented` are the hashes that were voted for. */
export type ClaimableJob = MaintenanceJobRow & HashedJob & { version: string; consented: string[] }

/**
 * The oldest approved job of a node whose window is open; null when there is none, or while another of its jobs is running.
 * Statuses are compared in the collation of the partial index of open jobs, so that no other index is tried: the planner
 * takes statuses that were rare at the last ANALYZE for rare, and would read the whole queue by the index on status.
 */
export async function readClaimable(db: EntityManager, nodeDid: string): Promise<ClaimableJob | null> {
  const rows = await db.query<ClaimableJob[]>(
    `SELECT j.*, j.xmin::text AS version, d.window_start, d.window_end, d.time_zone, d.expires_at,
       ARRAY(SELECT approval_hash FROM job_votes v WHERE v.job_id = j.job_id AND v.revision = d.revision
               AND v.decision = 'approve' AND v.withdrawn_at IS NULL
             UNION SELECT approval_hash FROM break_glass b WHERE b.job_id = j.job_id AND b.revision = d.revision)
         AS consented
     FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
     WHERE j.target_node_did = $1 AND j.status COLLATE "C" = 'Approved'
       AND coalesce(d.window_start <= now(), true) AND coalesce(least(d.expires_at, d.window_end) > now(), true)
       AND NOT EXISTS (SELECT FROM maintenance_jobs r
                       WHERE r.target_node_did = $1 AND r.status COLLATE "C" = 'Running')
     ORDER BY j.created_at, j.job_id LIMIT 1`,
    [nodeDid],
  )
  return rows[0] ?? null
}

/**
 * Moves the job to Running with its lease and history in one statement, if its row is the one that was read: a row that
 * somebody holds or changed is passed over. Returns whether it was claimed. Throws what PostgreSQL refuses: consent that
 * no longer counts, an expiry, another running job of the node.
 */
export async function claimAsRead(
  db: EntityManager,
  job: ClaimableJob,
  change: Omit<StatusChange, 'timestamp'> & { actor_did: string },
  lease: { claimToken: string; seconds: number },
): Promise<boolean> {
  const entry: StatusChange = { ...change, timestamp: new Date().toISOString() }
  const claimed = await db.query<unknown[]>(
    `WITH held AS (
       SELECT job_id, set_config('hakim.actor', $3, true) FROM maintenance_jobs
       WHERE job_id = $1 AND status = 'Approved' AND xmin = $2::text::xid FOR UPDATE SKIP LOCKED),
     moved AS (
       UPDATE maintenance_jobs j SET status = 'Running', status_history =
         CASE WHEN status_history IS NULL THEN '[]'::jsonb
              WHEN jsonb_typeof(status_history) = 'array' THEN status_history
              ELSE jsonb_build_array(status_history) END || $4::jsonb
       FROM held WHERE j.job_id = held.job_id RETURNING j.job_id)
     INSERT INTO job_details AS d (job_id, claim_token_hash, started_at, lease_expires_at)
     SELECT job_id, $5::bytea, now(), now() + make_interval(secs => $6) FROM moved
     ON CONFLICT (job_id) DO UPDATE SET claim_token_hash = EXCLUDED.claim_token_hash,
       started_at = EXCLUDED.started_at, lease_expires_at = EXCLUDED.lease_expires_at,
       changed_xid = pg_current_xact_id()
     RETURNING d.job_id`,
    [
      job.job_id,
      job.version,
      change.actor_did,
      JSON.stringify([entry]),
      tokenDigest(lease.claimToken),
      lease.seconds,
    ],
  )
  return claimed.length > 0
}
