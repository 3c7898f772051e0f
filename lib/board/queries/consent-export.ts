import { z } from 'zod'
import { readNodeOfJob } from '@/lib/board/db/job'
import { database } from '@/lib/db/connection/server-database'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { readDocuments } from '@/lib/jobs/db/documents'
import { readVotes } from '@/lib/jobs/db/job-consent'
import type { Viewer } from '@/lib/kernel/role'
import { parseDocumentText } from '@/lib/signing/domain/document'

/**
 * What verifies a job's consent without the server: the document of its latest revision and its owners' signed votes, as a node
 * is given them. Null where there is no document, or no such job for this viewer.
 */
export async function consentExport(viewer: Viewer, jobId: string) {
  if (!z.guid().safeParse(jobId).success) return null
  const { manager } = await database()
  const node = await readNodeOfJob(manager, jobId)
  if (node === null || !(await nodeScope(manager, viewer, node))) return null
  const [[latest], votes] = await Promise.all([readDocuments(manager, jobId, 1), readVotes(manager, jobId)])
  const document = latest && parseDocumentText(latest.document)
  if (!latest || !document?.ok) return null
  return {
    document: document.value,
    digest: latest.digest,
    votes: votes.flatMap(({ revision, withdrawn_at, standing, signed }) =>
      revision === latest.revision && withdrawn_at === null && standing === 'owner' && signed !== null
        ? [signed]
        : [],
    ),
    delegations: [],
  }
}
