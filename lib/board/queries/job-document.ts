import type { EntityManager } from 'typeorm'
import type { JobDocument, ShownDryRun } from '@/lib/board/domain/job-page'
import { type DocumentRow, documentsUpTo } from '@/lib/jobs/db/documents'
import { documentChanges } from '@/lib/jobs/domain/document-changes'
import { type ApprovalDocument, documentDigest, parseDocumentText } from '@/lib/signing/domain/document'
import { type DryRunResult, dryRunMismatch, parseDryRunText } from '@/lib/signing/domain/dry-run'
import { fingerprintWords } from '@/lib/signing/domain/fingerprint'

/** What is, or was, decided on: the document of the job's revision as it was read, and what changed to it; null where there is none. */
export async function jobDocument(
  db: EntityManager,
  job: { job_id: string; revision: number },
): Promise<JobDocument | null> {
  const [latest, earlier] = await documentsUpTo(db, job.job_id, job.revision)
  const document = latest && latest.revision === job.revision ? parseDocumentText(latest.document) : null
  if (!latest || !document?.ok) return null
  const before = earlier && parseDocumentText(earlier.document)
  return {
    document: document.value,
    content: documentDigest({ ...document.value, revision: 1, nonce: 'AAAAAAAAAAAAAAAAAAAAAA' }),
    words: fingerprintWords(latest.digest),
    changes: before?.ok ? documentChanges(before.value, document.value) : [],
    dryRun: shownDryRun(document.value, latest, earlier),
  }
}

const foundIn = (row: DocumentRow | undefined): DryRunResult | null => {
  const read = row?.dry_run == null ? null : parseDryRunText(row.dry_run)
  return read?.ok ? read.value : null
}

/** What came of a dry run, as the document names it. */
function shownDryRun(
  document: ApprovalDocument,
  latest: DocumentRow,
  earlier: DocumentRow | undefined,
): ShownDryRun | null {
  const { dry_run: named } = document
  if (latest.dry_run === null && !named) {
    const until = latest.dry_run_until
    if (until === null) return null
    return { state: until.getTime() > Date.now() ? 'waiting' : 'given_up', until: until.toISOString() }
  }
  const result = foundIn(latest)
  const why =
    result === null && latest.dry_run !== null ? 'it cannot be read' : dryRunMismatch(document, result)
  if (why !== null || !named || result === null) return { state: 'wrong', why: why ?? 'it is missing' }
  return { state: 'found', digest: named.digest, result, before: foundIn(earlier) }
}
