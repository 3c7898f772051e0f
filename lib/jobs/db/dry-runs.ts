import type { EntityManager } from 'typeorm'
import { type ApprovalDocument, parseDocumentText } from '@/lib/signing/domain/document'
import type { DryRunResult } from '@/lib/signing/domain/dry-run'

/** Asks the node what this request of the person would change. PostgreSQL refuses where that cannot be found out. */
export async function askDryRun(tx: EntityManager, personId: string, jobId: string): Promise<void> {
  await tx.query(`SELECT hakim_ask_dry_run($1, $2)`, [personId, jobId])
}

/** Goes on without it. PostgreSQL refuses it to whoever has no right to that, and where nobody waits. */
export async function skipDryRun(tx: EntityManager, personId: string, jobId: string): Promise<void> {
  await tx.query(`SELECT hakim_skip_dry_run($1, $2)`, [personId, jobId])
}

/** Keeps what the agent that acts found out. PostgreSQL refuses what nobody waits for, or is of something else. */
export async function keepDryRun(tx: EntityManager, result: DryRunResult): Promise<void> {
  await tx.query(`SELECT hakim_report_dry_run($1, $2)`, [result.job_id, JSON.stringify(result)])
}

/** The document of the request on this node that has waited longest; null where none waits. */
export async function readWantedDryRun(db: EntityManager, nodeDid: string): Promise<ApprovalDocument | null> {
  const [row] = await db.query<{ document: string | null }[]>(`SELECT hakim_wanted_dry_run($1) AS document`, [
    nodeDid,
  ])
  const document = row?.document == null ? null : parseDocumentText(row.document)
  return document?.ok ? document.value : null
}
