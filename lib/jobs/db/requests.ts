import type { EntityManager } from 'typeorm'
import { JobDetails, type JobDetailsRow } from '@/lib/db/entities/job-details'
import { MaintenanceJob, type MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import type { StatusChange } from '@/lib/jobs/domain/status'
import type { JobTiming } from '@/lib/jobs/domain/timing'
import { sqlStatuses } from '@/lib/kernel/job-status'
import type { JsonObject } from '@/lib/kernel/json/json'

/** A request. Without an expiry PostgreSQL sets one, but never before the end of the window. */
type NewJob = {
  nodeDid: string
  requester: { id: string; did: string }
  task: string
  params: JsonObject
  reason: string
  idempotencyKey: string | null
  timing?: JobTiming
  retryOf?: string | null
}

/**
 * Inserts a job as PendingApproval. Throws a unique violation when the requester has used this idempotency key
 * before.
 */
export async function insertJob(tx: EntityManager, job: NewJob): Promise<string> {
  const history: StatusChange[] = [
    {
      status: 'PendingApproval',
      timestamp: new Date().toISOString(),
      message: job.reason,
      actor_did: job.requester.did,
    },
  ]
  const inserted = await tx.insert(MaintenanceJob, {
    target_node_did: job.nodeDid,
    requester_did: job.requester.did,
    task_name: job.task,
    params: job.params,
    status: 'PendingApproval',
    status_history: history,
  })
  const jobId: unknown = inserted.identifiers[0]?.job_id
  if (typeof jobId !== 'string') throw new Error('PostgreSQL returned no job_id')
  const { window = null, expires_at = null } = job.timing ?? {}
  await tx.query(
    `UPDATE job_details SET reason = $2, requester_id = $3, idempotency_key = $4, retry_of = $5,
       window_start = $6, window_end = $7, time_zone = $8,
       expires_at = coalesce($9::timestamptz, greatest(expires_at, $7::timestamptz)) WHERE job_id = $1`,
    [
      ...[jobId, job.reason, job.requester.id, job.idempotencyKey, job.retryOf ?? null],
      ...[window?.start, window?.end, window?.time_zone, expires_at],
    ],
  )
  return jobId
}

export type StoredRequest = { job: MaintenanceJobRow; details: JobDetailsRow }

/** The job that this person requested with this key. */
export async function findByIdempotencyKey(
  db: EntityManager,
  requesterId: string,
  key: string,
): Promise<StoredRequest | null> {
  const details = await db.findOneBy(JobDetails, { requester_id: requesterId, idempotency_key: key })
  const job = details && (await db.findOneBy(MaintenanceJob, { job_id: details.job_id }))
  return job && { job, details }
}

/** Sets when a pending job may run and when it expires; this makes a new revision after `before`. */
export async function changeTiming(
  tx: EntityManager,
  jobId: string,
  before: number,
  { window, expires_at }: JobTiming,
): Promise<void> {
  await tx.query(
    `UPDATE job_details SET window_start = $2, window_end = $3, time_zone = $4, expires_at = $5,
       revision = greatest(revision, $6::integer + 1) WHERE job_id = $1`,
    [jobId, window?.start, window?.end, window?.time_zone, expires_at, before],
  )
}

/**
 * Pending and approved jobs whose time has passed, longest overdue first, locked; rows locked by others are skipped.
 */
export async function lockDue(tx: EntityManager, limit: number): Promise<MaintenanceJobRow[]> {
  // The details are locked too, so a change of the window in between is seen.
  return tx.query<MaintenanceJobRow[]>(
    `SELECT j.* FROM job_details d JOIN maintenance_jobs j USING (job_id)
     WHERE d.due_at <= now() AND least(d.expires_at, d.window_end) <= now()
       AND j.status IN ${sqlStatuses('unclaimed')}
     ORDER BY d.due_at LIMIT $1 FOR UPDATE SKIP LOCKED`,
    [limit],
  )
}
