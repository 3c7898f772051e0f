import { database } from '@/lib/db/connection/server-database'
import { type FleetFilter, fleetFilter } from '@/lib/fleet/domain/fleet-filter'
import type { FleetSummary } from '@/lib/fleet/domain/fleet-page'
import type { MapNode } from '@/lib/fleet/domain/map-node'
import { fleetMap } from '@/lib/fleet/queries/fleet-map'
import type { PersonViewer } from '@/lib/kernel/role'
import { paramsOf } from '@/lib/kernel/url/search-params'
import { tokenDigest } from '@/lib/people/db/credentials'
import { type OpenWall, openWall } from '@/lib/views/db/wall-links'
import type { WallPage } from '@/lib/views/domain/view-names'
import { isWallToken } from '@/lib/views/domain/wall-token'

/** The link of this token; null if it was forged, has ended, or its maker no longer has the right. */
const linkOf = async (token: string): Promise<OpenWall | null> =>
  isWallToken(token) ? openWall((await database()).manager, tokenDigest(token)) : null

/** The origins that may frame the wall of this token. */
export const wallFrame = async (token: string): Promise<readonly string[]> =>
  (await linkOf(token))?.embed ?? []

export type Wall = {
  name: string
  page: WallPage
  filter: FleetFilter
  fleet: FleetSummary & { rows: MapNode[] }
}

/** What a wall shows: what its maker sees of the fleet, without anything about people. */
export async function wall(token: string): Promise<Wall | null> {
  const link = await linkOf(token)
  if (!link) return null
  const { name, page, query, maker } = link
  const viewer: PersonViewer = { kind: 'person', ...maker, role: 'admin', scopes: ['read'] }
  const filter = fleetFilter(paramsOf(query), page === 'map' ? 'map' : undefined)
  const fleet = await fleetMap(viewer, { ...filter, columns: undefined })
  return { name, page, filter, fleet: { ...fleet, ownerName: null } }
}
