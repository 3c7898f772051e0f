import type { DataSource, EntityManager } from 'typeorm'
import type { AuditFinding } from '@/lib/audit/domain/finding'
import { type AuditReport, verifyDatabase } from '@/lib/audit/services/verify-audit'
import { testKey, verified } from './audit'
import { jobEdits, voteEdits } from './job-edits'
import { rightEdits } from './right-edits'
import type { RowEdit } from './row-edit'

/** Verifies after an edit by a superuser who has switched all triggers off, and rolls it back. */
export async function afterEdit(
  db: DataSource,
  edit: (tx: EntityManager) => Promise<unknown>,
): Promise<AuditReport> {
  const runner = db.createQueryRunner()
  await runner.startTransaction()
  try {
    await runner.query(`SET LOCAL session_replication_role = 'replica'`)
    await edit(runner.manager)
    return await verifyDatabase(runner.manager, { keys: [testKey.did] })
  } finally {
    await runner.rollbackTransaction()
    await runner.release()
  }
}

/** Edits with all triggers off, for good. */
export const silently = (db: DataSource, edit: (tx: EntityManager) => Promise<unknown>): Promise<unknown> =>
  db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = 'replica'`)
    await edit(tx)
  })

/** What is found after some work that was not before it. */
export async function foundAfter(
  db: DataSource,
  work: (db: DataSource) => Promise<unknown>,
): Promise<string[]> {
  const named = ({ stream, detail }: AuditFinding): string => `${stream} ${detail}`
  const before = (await verified(db)).findings.map(named)
  await work(db)
  const after = (await verified(db)).findings.filter((finding) => !before.includes(named(finding)))
  return after.map(({ detail }) => detail)
}

/** What a hostile superuser can do to one row each. */
export const edits: readonly RowEdit[] = [...voteEdits, ...rightEdits, ...jobEdits]

/** A finished job that nobody requested, approved by the owner of a node. */
export const forgeJob = (tx: EntityManager): Promise<unknown> =>
  tx.query(
    `WITH job AS (
       INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status, status_history, completed_at)
       SELECT node_did, 'did:test:person:ola', 'restart_service', '{}', 'Completed', '[{"status": "Completed"}]', now()
       FROM node_owners LIMIT 1 RETURNING job_id)
     INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash)
     SELECT job_id, 1, 'ana', 'approve', 'x' FROM job`,
  )
