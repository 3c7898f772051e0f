import { countFiring, countOpen } from '@/lib/alerts/db/alert-rows'
import { countVisibleRules } from '@/lib/alerts/db/rules'
import type { AlertCounts } from '@/lib/alerts/domain/alerts-page'
import { jobsUnlessLocked } from '@/lib/db/connection/jobs-locked'
import { Parameters } from '@/lib/db/connection/parameters'
import { database } from '@/lib/db/connection/server-database'
import { visibleSql } from '@/lib/fleet/db/visibility'
import type { PersonViewer } from '@/lib/kernel/role'

/** How many rows fire for this viewer, for the navigation; while another program has locked the jobs, those that a job silences too. */
export async function firingAlerts(viewer: PersonViewer): Promise<number> {
  const { manager } = await database()
  return jobsUnlessLocked(manager, (jobs) => countFiring(manager, viewer, jobs))
}

/** What the tabs of the page count, for this viewer. */
export async function alertCounts(viewer: PersonViewer): Promise<AlertCounts> {
  const { manager } = await database()
  const parameters = new Parameters()
  const visible = visibleSql('r.node_did', viewer, parameters)
  const [firing, open, rules] = await Promise.all([
    firingAlerts(viewer),
    countOpen(manager, viewer),
    countVisibleRules(manager, visible, parameters.values),
  ])
  return { firing, silenced: Math.max(0, open - firing), rules }
}
