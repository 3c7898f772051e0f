import { database } from '@/lib/db/connection/server-database'
import {
  readColumns,
  readLabelKeys,
  readLabels,
  readMetrics,
  readNodeChoices,
  readOwners,
} from '@/lib/fleet/db/choices'
import type { ChoicesOf, FleetChoice } from '@/lib/fleet/domain/fleet-page'
import type { Viewer } from '@/lib/kernel/role'

const shownChoices = 50

const reads = {
  label: readLabels,
  owner: readOwners,
  node: readNodeChoices,
  key: readLabelKeys,
  metric: readMetrics,
  column: readColumns,
} as const

/** Labels or owners of the nodes that this viewer may see, most common first, or these nodes by name; all containing `q`. `more`: there are further ones. */
export async function fleetChoices(
  viewer: Viewer,
  of: ChoicesOf,
  q: string,
): Promise<{ choices: FleetChoice[]; more: boolean }> {
  const { manager } = await database()
  const found = await reads[of](manager, {
    viewer,
    q,
    limit: shownChoices + 1,
  })
  return { choices: found.slice(0, shownChoices), more: found.length > shownChoices }
}
