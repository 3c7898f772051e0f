import { readJobs } from '@/lib/board/db/list'
import type { JobRow } from '@/lib/board/domain/job-board'
import { jobsUnlessLocked } from '@/lib/db/connection/jobs-locked'
import { database } from '@/lib/db/connection/server-database'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { statusesOf } from '@/lib/kernel/job-status'
import type { PersonViewer } from '@/lib/kernel/role'
import { jobRow } from './job-row'

/** More would not help whoever is about to request another. */
const most = 5

/** The newest open jobs of a node, and whether there are more; none while another program has locked their table. */
export async function openJobs(
  viewer: PersonViewer,
  did: string,
): Promise<{ jobs: JobRow[]; more: boolean }> {
  const { manager } = await database()
  const rows = await jobsUnlessLocked(manager, async (readable) => {
    const scope = readable ? await nodeScope(manager, viewer, did) : null
    if (!scope) return []
    const filter = { node: scope.did, statuses: statusesOf('open'), hiddenFrom: null }
    return (await readJobs(manager, viewer.id, filter, null, most + 1)).rows
  })
  return { jobs: rows.slice(0, most).map((row) => jobRow(viewer, row, undefined)), more: rows.length > most }
}
