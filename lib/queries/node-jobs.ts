import { readJobs } from '@/lib/db/job-list'
import { database } from '@/lib/db/server-db'
import type { JobRow } from '@/lib/domain/job-page'
import type { PersonViewer } from '@/lib/domain/role'
import { nodeScope } from '@/lib/domain/scope'
import { jobRow } from './job-row'

/** The newest 20 jobs of a node. */
export async function nodeJobs(viewer: PersonViewer, did: string): Promise<JobRow[]> {
  const scope = nodeScope(viewer, did)
  if (!scope) return []
  const { rows } = await readJobs(
    (await database()).manager,
    viewer.id,
    { node: scope.did, hiddenFrom: null },
    null,
    20,
  )
  return rows.map((row) => jobRow(viewer, row))
}
