import type { EntityManager } from 'typeorm'
import { readJobs } from '@/lib/board/db/list'
import type { JobRow } from '@/lib/board/domain/job-board'
import { jobsUnlessLocked } from '@/lib/db/connection/jobs-locked'
import { database } from '@/lib/db/connection/server-database'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { readRowConsents } from '@/lib/jobs/db/job-consent'
import type { PersonViewer } from '@/lib/kernel/role'
import { jobRow } from './job-row'

/** The newest 20 jobs of a node; null while another program has locked their table. */
export async function nodeJobs(viewer: PersonViewer, did: string): Promise<JobRow[] | null> {
  const { manager } = await database()
  return jobsUnlessLocked(manager, async (jobs) => (jobs ? readNodeJobs(manager, viewer, did) : null))
}

async function readNodeJobs(manager: EntityManager, viewer: PersonViewer, did: string): Promise<JobRow[]> {
  const scope = await nodeScope(manager, viewer, did)
  if (!scope) return []
  const { rows } = await readJobs(manager, viewer.id, { node: scope.did, hiddenFrom: null }, null, 20)
  const consents = await readRowConsents(
    manager,
    rows.map((row) => row.job_id),
  )
  return rows.map((row) => jobRow(viewer, row, consents.get(row.job_id)))
}
