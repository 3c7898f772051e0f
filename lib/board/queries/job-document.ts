import type { EntityManager } from 'typeorm'
import type { JobDocument } from '@/lib/board/domain/job-page'
import { readDocuments } from '@/lib/jobs/db/documents'
import { documentChanges } from '@/lib/jobs/domain/document-changes'
import { documentDigest, parseDocumentText } from '@/lib/signing/domain/document'
import { fingerprintWords } from '@/lib/signing/domain/fingerprint'

/** What is, or was, decided on: the document of the job's latest revision, and what changed to it; null where there is none. */
export async function jobDocument(
  db: EntityManager,
  job: { job_id: string; revision: number },
): Promise<JobDocument | null> {
  const [latest, earlier] = await readDocuments(db, job.job_id, 2)
  const document = latest && latest.revision === job.revision ? parseDocumentText(latest.document) : null
  if (!latest || !document?.ok) return null
  const before = earlier && parseDocumentText(earlier.document)
  return {
    document: document.value,
    content: documentDigest({ ...document.value, revision: 1, nonce: 'AAAAAAAAAAAAAAAAAAAAAA' }),
    words: fingerprintWords(latest.digest),
    changes: before?.ok ? documentChanges(before.value, document.value) : [],
  }
}
