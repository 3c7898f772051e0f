import { readRowConsents } from '@/lib/db/job-consent'
import { readJobs } from '@/lib/db/job-list'
import { database } from '@/lib/db/server-db'
import { nodeScope } from '@/lib/db/visibility'
import type { JobRow } from '@/lib/domain/job-page'
import type { PersonViewer } from '@/lib/domain/role'
import { jobRow } from './job-row'

/** The newest 20 jobs of a node. */
export async function nodeJobs(viewer: PersonViewer, did: string): Promise<JobRow[]> {
  const { manager } = await database()
  const scope = await nodeScope(manager, viewer, did)
  if (!scope) return []
  const { rows } = await readJobs(manager, viewer.id, { node: scope.did, hiddenFrom: null }, null, 20)
  const consents = await readRowConsents(
    manager,
    rows.map((row) => row.job_id),
  )
  return rows.map((row) => jobRow(viewer, row, consents.get(row.job_id)))
}
