import { countFiring } from '@/lib/alerts/db/alert-rows'
import { database } from '@/lib/db/connection/server-database'
import type { PersonViewer } from '@/lib/kernel/role'

/** How many rows fire for this viewer, for the navigation. */
export async function firingAlerts(viewer: PersonViewer): Promise<number> {
  const { manager } = await database()
  return countFiring(manager, viewer)
}
