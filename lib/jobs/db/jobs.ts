import { type EntityManager, In } from 'typeorm'
import { MaintenanceJob, type MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import type { StatusChange } from '@/lib/jobs/domain/status'
import { sqlStatuses } from '@/lib/kernel/job-status'
import type { JsonObject } from '@/lib/kernel/json/json'

/** The job, locked until the transaction ends; null when there is none. */
export const lockJob = (tx: EntityManager, jobId: string): Promise<MaintenanceJobRow | null> =>
  tx.findOne(MaintenanceJob, { where: { job_id: jobId }, lock: { mode: 'pessimistic_write' } })

/** The open jobs of a node, oldest first, locked until the transaction ends. */
export const lockOpenJobs = (tx: EntityManager, nodeDid: string): Promise<MaintenanceJobRow[]> =>
  tx.query(
    `SELECT * FROM maintenance_jobs WHERE target_node_did = $1 AND status IN ${sqlStatuses('open')}
     ORDER BY created_at, job_id FOR UPDATE`,
    [nodeDid],
  )

/**
 * Moves a job and adds an entry to its history, if it still has the status that was read: a lost race shows here.
 * Returns whether it moved. An entry with the same status is a note, such as who asked to stop it or what was
 * changed. `params` replaces the job's parameters.
 */
export async function moveJob(
  tx: EntityManager,
  job: MaintenanceJobRow,
  change: Omit<StatusChange, 'timestamp'>,
  params?: JsonObject,
): Promise<boolean> {
  const entry: StatusChange = { ...change, timestamp: new Date().toISOString() }
  const moved = await tx
    .createQueryBuilder()
    .update(MaintenanceJob)
    .set({
      status: change.status,
      ...(params ? { params: () => ':params::jsonb' } : {}),
      // A history in another format is kept as the first entry.
      status_history: () => `CASE WHEN status_history IS NULL THEN '[]'::jsonb
                             WHEN jsonb_typeof(status_history) = 'array' THEN status_history
                             ELSE jsonb_build_array(status_history) END || :entry::jsonb`,
    })
    // Not the collation of the index on status: PostgreSQL would read that whole index if its statistics call the
    // status rare.
    .where('job_id = :jobId AND status COLLATE "C" = :from', { jobId: job.job_id, from: job.status })
    .setParameters({ entry: JSON.stringify([entry]), params: JSON.stringify(params ?? null) })
    .execute()
  return moved.affected === 1
}

export type Progress = { percent?: number | undefined; message?: string | undefined }

/**
 * Renews the lease and saves the progress; a missing percentage or message stays as it was. Returns whether the lease had
 * run out.
 */
export async function saveProgress(
  tx: EntityManager,
  jobId: string,
  progress: Progress,
  leaseSeconds: number,
): Promise<boolean> {
  const [rows] = await tx.query<[{ ran_out: boolean | null }[], number]>(
    `UPDATE job_details d SET progress_percent = coalesce($2, d.progress_percent),
       progress_message = coalesce($3, d.progress_message),
       lease_expires_at = now() + make_interval(secs => $4), changed_xid = pg_current_xact_id()
     FROM job_details before WHERE d.job_id = $1 AND before.job_id = d.job_id
     RETURNING before.lease_expires_at < now() AS ran_out`,
    [jobId, progress.percent ?? null, progress.message ?? null, leaseSeconds],
  )
  return rows[0]?.ran_out ?? false
}

export type LogEntry = { at: string; stream: 'stdout' | 'stderr' | 'system'; line: string }

const maxLogLines = 20_000

/** Appends log lines in order, up to `maxLogLines` a job; later lines are dropped. */
export async function appendLog(tx: EntityManager, jobId: string, lines: readonly LogEntry[]): Promise<void> {
  if (lines.length === 0) return
  await tx.query(
    `INSERT INTO job_log_lines (job_id, at, stream, line)
     SELECT $1, (l->>'at')::timestamptz, l->>'stream', l->>'line'
     FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS e (l, n)
     WHERE n <= $3 - (SELECT count(*) FROM job_log_lines WHERE job_id = $1) ORDER BY n`,
    [jobId, JSON.stringify(lines), maxLogLines],
  )
}

/** Records who asks the agent to stop, unless someone already has. Returns whether this was the first time. */
export async function requestStop(
  tx: EntityManager,
  jobId: string,
  personId: string,
  reason: string | null,
): Promise<boolean> {
  const rows = await tx.query<[unknown[], number]>(
    `UPDATE job_details SET cancel_requested_at = now(), cancel_requested_by = $2, cancel_reason = $3
     WHERE job_id = $1 AND cancel_requested_at IS NULL RETURNING job_id`,
    [jobId, personId, reason],
  )
  return rows[1] === 1
}

/** Ends the lease and saves the outcome; the claim token stays, so that a repeat is recognised. */
export async function saveOutcome(
  tx: EntityManager,
  jobId: string,
  outcome: { result: unknown; ran: readonly string[] | null; digest: string },
): Promise<void> {
  await tx.query(
    `UPDATE job_details SET result = $2::jsonb, outcome_digest = $3, ran = $4::jsonb, lease_expires_at = NULL,
       changed_xid = pg_current_xact_id() WHERE job_id = $1`,
    [
      ...[jobId, JSON.stringify(outcome.result ?? null), outcome.digest],
      outcome.ran && JSON.stringify(outcome.ran),
    ],
  )
}

/** Longer than this between two checks means that no server ran, or none reached the database. */
const longestPause = '15 seconds'

/**
 * Records that leases are being checked. After a pause in which no server could hear them, agents whose lease was good
 * before get a new one. Returns how many.
 */
export async function renewAfterPause(tx: EntityManager, leaseSeconds: number): Promise<number> {
  // The lock lets one server at a time decide.
  await tx.query(`INSERT INTO lease_checks (checked_at) VALUES ('-infinity') ON CONFLICT DO NOTHING`)
  const [last] = await tx.query<{ checked_at: string; paused: boolean }[]>(
    `SELECT checked_at::text, checked_at < now() - interval '${longestPause}' AS paused FROM lease_checks FOR UPDATE`,
  )
  await tx.query(`UPDATE lease_checks SET checked_at = now()`)
  if (!last?.paused) return 0
  const renewed = await tx.query<[unknown[], number]>(
    `UPDATE job_details d SET lease_expires_at = now() + make_interval(secs => $1)
     FROM maintenance_jobs j WHERE j.job_id = d.job_id AND j.status IN ${sqlStatuses('leased')}
       AND d.lease_expires_at > $2::timestamptz AND d.lease_expires_at < now() + make_interval(secs => $1)`,
    [leaseSeconds, last.checked_at],
  )
  return renewed[1]
}

/** Running jobs whose agent has gone silent, locked; jobs run by plain SQL have no lease and are left alone. */
export async function lockExpiredLeases(tx: EntityManager, limit: number): Promise<MaintenanceJobRow[]> {
  const rows = await tx.query<{ job_id: string }[]>(
    // Both rows are locked, so a heartbeat in between is seen and the job stays Running.
    `SELECT j.job_id FROM job_details d JOIN maintenance_jobs j USING (job_id)
     WHERE d.lease_expires_at < now() AND j.status IN ${sqlStatuses('leased')} LIMIT $1 FOR UPDATE SKIP LOCKED`,
    [limit],
  )
  return rows.length > 0 ? tx.findBy(MaintenanceJob, { job_id: In(rows.map((row) => row.job_id)) }) : []
}
