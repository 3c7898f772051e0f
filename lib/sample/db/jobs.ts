import type { EntityManager } from 'typeorm'
import type { StatusChange } from '@/lib/jobs/domain/status'
import { sqlStatuses } from '@/lib/kernel/job-status'

/** A job to be inserted; `steps` are the entries of its history after the first, in order. */
export type SampleJobRow = {
  job_id: string
  target_node_did: string
  requester_did: string
  requester_id: string
  task_name: string
  params: unknown
  reason: string
  created_at: string
  expires_at: string
  first: StatusChange
  steps: StatusChange[]
  started_at: string | null
  progress_percent: number | null
  progress_message: string | null
  result: unknown
  log: { at: string; stream: string; line: string }[]
  /** What its node could say that it would change, by which command. */
  tried: { at: string; ran: readonly string[]; output: string } | null
}

/**
 * Inserts jobs as PendingApproval and takes each through its history with the votes of its deciders, so that the database
 * checks every step. One job after another, since a node runs one job at a time; jobs that still run come last.
 */
export async function insertSampleJobs(tx: EntityManager, jobs: readonly SampleJobRow[]): Promise<void> {
  const all = JSON.stringify(jobs)
  await tx.query(
    `INSERT INTO maintenance_jobs
       (job_id, target_node_did, requester_did, task_name, params, status, status_history, created_at)
     SELECT job_id, target_node_did, requester_did, task_name, params, 'PendingApproval',
            jsonb_build_array(first), created_at
     FROM jsonb_to_recordset($1::jsonb) AS j (job_id uuid, target_node_did varchar, requester_did varchar,
       task_name varchar, params jsonb, first jsonb, created_at timestamptz)`,
    [all],
  )
  await tx.query(
    `UPDATE job_details d SET expires_at = s.expires_at, reason = s.reason
     FROM jsonb_to_recordset($1::jsonb) AS s (job_id uuid, expires_at timestamptz, reason text)
     WHERE d.job_id = s.job_id`,
    [all],
  )
  const runs = (job: SampleJobRow): boolean => job.steps.at(-1)?.status === 'Running'
  for (const job of [...jobs.filter((one) => !runs(one)), ...jobs.filter(runs)])
    for (const step of job.steps) await takeSampleStep(tx, job, step)
  // A job without an agent has no lease that could end, like one that plain SQL runs.
  await tx.query(
    `UPDATE job_details d SET is_sample = true, requester_id = s.requester_id,
       started_at = s.started_at, progress_percent = s.progress_percent, progress_message = s.progress_message,
       result = nullif(s.result, 'null'::jsonb), changed_xid = pg_current_xact_id()
     FROM jsonb_to_recordset($1::jsonb) AS s (job_id uuid, requester_id text, started_at timestamptz,
       progress_percent smallint, progress_message text, result jsonb)
     WHERE d.job_id = s.job_id`,
    [all],
  )
  for (const job of jobs) if (job.tried) await tryOut(tx, job, job.tried)
  await tx.query(
    `INSERT INTO job_log_lines (job_id, at, stream, line)
     SELECT job_id, (l ->> 'at')::timestamptz, l ->> 'stream', l ->> 'line'
     FROM jsonb_to_recordset($1::jsonb) AS r (job_id uuid, log jsonb)
     CROSS JOIN LATERAL jsonb_array_elements(log) WITH ORDINALITY AS e (l, m) ORDER BY job_id, m`,
    [all],
  )
}

/** The document of the request then names what its node could say, as that of any other. */
async function tryOut(
  tx: EntityManager,
  { job_id, requester_id, target_node_did }: SampleJobRow,
  { at, ran, output }: NonNullable<SampleJobRow['tried']>,
): Promise<void> {
  await tx.query(`SELECT hakim_ask_dry_run($1, $2)`, [requester_id, job_id])
  const result = {
    ...{ version: 1, job_id, node: target_node_did, ran, how: 'ended', exit_code: 0, output },
    ...{ omitted_lines: 0, started_at: at, seconds: 0 },
  }
  await tx.query(
    `SELECT hakim_report_dry_run(job_id, $2::jsonb || jsonb_build_object(
       'revision', revision, 'offer_digest', document::jsonb #> '{offer,digest}'))
     FROM job_details JOIN approval_documents USING (job_id, revision) WHERE job_id = $1`,
    [job_id, JSON.stringify(result)],
  )
}

async function takeSampleStep(tx: EntityManager, job: SampleJobRow, step: StatusChange): Promise<void> {
  if (step.status === 'Approved' || step.status === 'Rejected')
    await tx.query(
      `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash, reason)
       SELECT a.job_id, a.revision, p.id, $2, a.digest, $3
       FROM job_details JOIN approval_documents a USING (job_id, revision), people p WHERE job_id = $1 AND p.did = $4`,
      [
        job.job_id,
        step.status === 'Approved' ? 'approve' : 'reject',
        // The history says something of every step; an approval need not have a reason.
        step.message === step.status ? null : step.message,
        step.actor_did,
      ],
    )
  await tx.query(
    `UPDATE maintenance_jobs SET status = $2::varchar, status_history = status_history || $3::jsonb,
       completed_at = CASE WHEN $2::varchar IN ${sqlStatuses('outcome')} THEN $4::timestamptz END WHERE job_id = $1`,
    [job.job_id, step.status, JSON.stringify([step]), step.timestamp],
  )
}

/** Sets the progress of running sample jobs; writes only changes and returns their number. */
export async function setSampleProgress(db: EntityManager, percent: number): Promise<number> {
  const [, changed] = await db.query<[unknown[], number]>(
    `UPDATE job_details d SET progress_percent = $1, changed_xid = pg_current_xact_id()
     FROM maintenance_jobs j
     WHERE j.job_id = d.job_id AND j.status = 'Running' AND d.is_sample AND d.claim_token_hash IS NULL
       AND d.progress_percent IS DISTINCT FROM $1::smallint`,
    [percent],
  )
  return changed
}
