import type { EntityManager } from 'typeorm'

/** The approval document of one revision of a job: the text that was decided on, and its digest in hex. */
export type DocumentRow = { revision: number; document: string; digest: string }

/** The documents of a job's latest revisions, newest first. A job that ended before there were documents has none. */
export const readDocuments = (db: EntityManager, jobId: string, limit: number): Promise<DocumentRow[]> =>
  db.query(
    `SELECT revision, document, digest FROM approval_documents WHERE job_id = $1 ORDER BY revision DESC LIMIT $2`,
    [jobId, limit],
  )

/** Why the job can be neither approved nor run as it stands, as the guards see it; null when it can. */
export async function readDocumentProblem(db: EntityManager, jobId: string): Promise<string | null> {
  const [row] = await db.query<{ problem: string | null }[]>(`SELECT hakim_document_problem($1) AS problem`, [
    jobId,
  ])
  return row?.problem ?? null
}
