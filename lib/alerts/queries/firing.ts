import { countFiring } from '@/lib/alerts/db/alert-rows'
import { jobsUnlessLocked } from '@/lib/db/connection/jobs-locked'
import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'

/** How many rows fire for this viewer, for the navigation; while another program has locked the jobs, those that a job silences too. */
export async function firingAlerts(viewer: PersonViewer): Promise<number> {
  const { manager } = await database()
  return jobsUnlessLocked(manager, (jobs) => countFiring(manager, viewer, jobs))
}
