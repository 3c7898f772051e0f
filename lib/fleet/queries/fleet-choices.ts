import { database } from '@/lib/db/connection/server-database'
import { readLabels, readOwners } from '@/lib/fleet/db/choices'
import type { FleetChoice } from '@/lib/fleet/domain/fleet-page'
import type { Viewer } from '@/lib/kernel/role'

const shownChoices = 50

/** Labels or owners of the nodes that this viewer may see, containing `q`, most common first; `more`: there are further ones. */
export async function fleetChoices(
  viewer: Viewer,
  of: 'label' | 'owner',
  q: string,
): Promise<{ choices: FleetChoice[]; more: boolean }> {
  const { manager } = await database()
  const found = await (of === 'label' ? readLabels : readOwners)(manager, {
    viewer,
    q,
    limit: shownChoices + 1,
  })
  return { choices: found.slice(0, shownChoices), more: found.length > shownChoices }
}
