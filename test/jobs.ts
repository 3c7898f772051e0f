import type { DataSource } from 'typeorm'
import { MaintenanceJob, type MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import { hashOfJob } from '@/lib/jobs/db/approval-hash'
import { readCase } from '@/lib/jobs/db/votes'
import { parseHistory } from '@/lib/jobs/domain/status'
import { claimJob } from '@/lib/jobs/services/claim-job'
import { type Decided, type Decision, decideJob } from '@/lib/jobs/services/decide-job'
import { requestJob } from '@/lib/jobs/services/request-job'
import type { Result } from '@/lib/kernel/errors'
import type { PersonViewer } from '@/lib/kernel/role'
import { testAgent } from '@/test/fleet'
import { done } from '@/test/result'

export const storedJob = (db: DataSource, jobId: string): Promise<MaintenanceJobRow> =>
  db.manager.findOneByOrFail(MaintenanceJob, { job_id: jobId })

export async function requestedJob(
  db: DataSource,
  requester: PersonViewer,
  nodeDid: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const input = {
    target_node_did: nodeDid,
    task_name: 'restart_service',
    params: { n: 1 },
    reason: 'It hangs',
    ...more,
  }
  return done(await requestJob({ db, viewer: requester }, input)).jobId
}

/** The approval hash that the approver was shown. */
export const shownHash = async (db: DataSource, jobId: string): Promise<string> =>
  hashOfJob(await readCase(db.manager, jobId, null))

/** Decides on the job as it is now. */
export const decideNow = async (
  db: DataSource,
  viewer: PersonViewer,
  jobId: string,
  decision: Decision = 'Approved',
): Promise<Result<Decided>> =>
  decideJob({ db, viewer }, decision, jobId, {
    approval_hash: await shownHash(db, jobId),
    ...(decision === 'Rejected' ? { reason: 'Not now' } : {}),
  })

export async function approvedJob(
  db: DataSource,
  requester: PersonViewer,
  owner: PersonViewer,
  nodeDid: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const jobId = await requestedJob(db, requester, nodeDid, more)
  done(await decideNow(db, owner, jobId))
  return jobId
}

/** A job that its node's agent runs, and the token of its claim. */
export async function runningJob(
  db: DataSource,
  requester: PersonViewer,
  owner: PersonViewer,
  nodeDid: string,
): Promise<{ jobId: string; claim_token: string }> {
  const jobId = await approvedJob(db, requester, owner, nodeDid)
  const held = done(await claimJob({ db, viewer: testAgent(nodeDid) }))
  if (held?.job.job_id !== jobId) throw new Error('another job was claimed')
  return { jobId, claim_token: held.claimToken }
}

export const statusOf = async (db: DataSource, jobId: string): Promise<string> =>
  (await storedJob(db, jobId)).status

/** The statuses that a job went through; repeated entries of one status count once. */
export async function pathOf(db: DataSource, jobId: string): Promise<string[]> {
  const entries = parseHistory((await storedJob(db, jobId)).status_history).map(({ status }) => status)
  return entries.filter((status, index) => status !== entries[index - 1])
}

/** Lets time pass for one job: its expiry, or its window where it has one, was a second ago. */
export async function letTimePass(db: DataSource, jobId: string): Promise<void> {
  await db.transaction(async (tx) => {
    // Only time passes here, nobody writes, so the guards must not see this.
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(
      `UPDATE job_details SET due_at = now() - interval '1 second',
         window_start = CASE WHEN window_end IS NOT NULL THEN now() - interval '1 hour' END,
         window_end = CASE WHEN window_end IS NOT NULL THEN now() - interval '1 second' END,
         expires_at = CASE WHEN window_end IS NULL THEN now() - interval '1 second' ELSE expires_at END
       WHERE job_id = $1`,
      [jobId],
    )
  })
}
