import type { EntityManager } from 'typeorm'
import type { StoredDocument } from '@/lib/audit/domain/document-check'
import { columnExists } from '@/lib/db/connection/table-exists'

const utc = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/** The approval documents of these jobs, with what hakim_document_guard puts into them, as it writes it. */
export async function documentsOf(tx: EntityManager, jobs: readonly string[]): Promise<StoredDocument[]> {
  // A database of an earlier version has no dry runs.
  const dryRun = (await columnExists(tx, 'approval_documents', 'dry_run')) ? 'a.dry_run' : 'NULL AS dry_run'
  return tx.query<StoredDocument[]>(
    `SELECT a.job_id, a.revision, a.nonce, a.document, a.digest, ${dryRun},
       json_build_object('node', j.target_node_did, 'requester', j.requester_did, 'task', j.task_name) AS subject,
       CASE WHEN a.revision = coalesce(d.revision, 1) THEN json_build_object('params', coalesce(j.params, 'null'), 'risk', d.risk,
         'window', CASE WHEN d.window_start IS NOT NULL THEN json_build_object('start', ${utc('d.window_start')},
           'end', ${utc('d.window_end')}, 'time_zone', coalesce(d.time_zone, 'UTC')) END,
         'expires_at', ${utc('d.expires_at')}) END AS present
     FROM approval_documents a JOIN maintenance_jobs j USING (job_id) LEFT JOIN job_details d USING (job_id)
     WHERE a.job_id = ANY ($1::uuid[]) ORDER BY a.job_id, a.revision`,
    [jobs],
  )
}
