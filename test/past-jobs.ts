import type { DataSource } from 'typeorm'
import type { JsonValue } from '@/lib/kernel/json/json'

/** A job of the past with its document, as the guards keep them. */
export type PastJob = {
  node: string
  task?: string
  params?: JsonValue
  offerDigest?: string | null
  risk?: string
  requester?: string
  createdAt: Date
  decidedAt?: Date | null
  status?: string
  message?: string | null
  verdict?: string | null
  /** Of a job that was changed: when it was. */
  changedAt?: Date
}

const rowOf = (job: PastJob) => ({
  ...{ node: job.node, task: job.task ?? 'restart_service', status: job.status ?? 'Completed' },
  ...{ requester: job.requester ?? 'did:test:requester', created: job.createdAt, params: job.params ?? {} },
  history: [
    { status: 'PendingApproval', timestamp: job.createdAt },
    ...(job.decidedAt ? [{ status: 'Approved', timestamp: job.decidedAt }] : []),
    { status: job.status ?? 'Completed', timestamp: job.createdAt, message: job.message ?? null },
  ],
  document: {
    ...{ task: job.task ?? 'restart_service', params: job.params ?? {} },
    requester: job.requester ?? 'did:test:requester',
    window: null,
    offer:
      job.offerDigest === null
        ? null
        : { digest: job.offerDigest ?? 'a'.repeat(64), risk: job.risk ?? null, command: ['/bin/true'] },
  },
  ...{ verdict: job.verdict ?? null, changed: job.changedAt ?? null },
})

/** Writes jobs as they would stand after some time. Nobody acts, so the guards must not see this. */
export async function pastJobs(db: DataSource, jobs: readonly PastJob[]): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(
      `WITH given AS (
         SELECT uuid_generate_v4() AS id, j.* FROM jsonb_to_recordset($1::jsonb) AS j (node text, task text, status text,
           requester text, created timestamptz, params jsonb, history jsonb, document jsonb, verdict text, changed timestamptz)
       ), jobs AS (
         INSERT INTO maintenance_jobs (job_id, target_node_did, requester_did, task_name, params, status, status_history, created_at)
         SELECT id, node, requester, task, params, status, history, created FROM given
       ), details AS (
         INSERT INTO job_details (job_id, revision) SELECT id, CASE WHEN changed IS NULL THEN 1 ELSE 2 END FROM given
       ), documents AS (
         INSERT INTO approval_documents (job_id, revision, nonce, document, digest, made_at)
         SELECT id, CASE WHEN changed IS NULL THEN 1 ELSE 2 END, 'none', document::text, 'none', coalesce(changed, now()) FROM given
       )
       INSERT INTO job_verdicts (job_id, verdict, evidence) SELECT id, verdict, '{}' FROM given WHERE verdict IS NOT NULL`,
      [JSON.stringify(jobs.map(rowOf))],
    )
  })
}
