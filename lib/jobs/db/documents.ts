import type { EntityManager } from 'typeorm'
import type { MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'

/**
 * The approval document of one revision of a job: the text that was decided on, and its digest in hex. `dry_run`: what its node found
 * out that it would change; `dry_run_until`: how long that is, or was, waited for, null if nobody asked.
 */
export type DocumentRow = {
  revision: number
  document: string
  digest: string
  dry_run: string | null
  dry_run_until: Date | null
}

/** The documents of a job's latest revisions, newest first. A job that ended before there were documents has none. */
export const readDocuments = (db: EntityManager, jobId: string, limit: number): Promise<DocumentRow[]> =>
  db.query(
    `SELECT revision, document, digest, dry_run, dry_run_until FROM approval_documents WHERE job_id = $1 ORDER BY revision DESC LIMIT $2`,
    [jobId, limit],
  )

/** The document of a revision and the one before it, also if the job has been changed since its row was read. */
export const documentsUpTo = (db: EntityManager, jobId: string, revision: number): Promise<DocumentRow[]> =>
  db.query(
    `SELECT revision, document, digest, dry_run, dry_run_until FROM approval_documents
     WHERE job_id = $1 AND revision <= $2 ORDER BY revision DESC LIMIT 2`,
    [jobId, revision],
  )

/** Approved jobs without a document, oldest first, locked; those that others have locked are skipped. */
export const lockUndocumented = (tx: EntityManager, limit: number): Promise<MaintenanceJobRow[]> =>
  tx.query(
    `SELECT j.* FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
     WHERE j.status COLLATE "C" = 'Approved' AND NOT EXISTS (
       SELECT FROM approval_documents a WHERE a.job_id = j.job_id AND a.revision = coalesce(d.revision, 1))
     ORDER BY j.created_at, j.job_id LIMIT $1 FOR UPDATE OF j SKIP LOCKED`,
    [limit],
  )

/** Why the job can be neither approved nor run as it stands, as the guards see it; null when it can. */
export async function readDocumentProblem(db: EntityManager, jobId: string): Promise<string | null> {
  const [row] = await db.query<{ problem: string | null }[]>(`SELECT hakim_document_problem($1) AS problem`, [
    jobId,
  ])
  return row?.problem ?? null
}
