import type { DataSource } from 'typeorm'
import { database } from '@/lib/db/connection/server-database'
import { audiencesOf } from '@/lib/fleet/db/visibility'
import { type Audience, audienceKey } from '@/lib/fleet/domain/audience'
import { type FleetFilter, fleetQuery } from '@/lib/fleet/domain/fleet-filter'
import { FleetVersions } from '@/lib/fleet/domain/fleet-versions'
import { coalesce } from '@/lib/kernel/coalesce'
import type { PersonViewer } from '@/lib/kernel/role'
import { fleetPage } from './fleet'
import { fleetMap } from './fleet-map'

const freshMs = 1_000
/** Lists that are kept, each with its last versions: some 200 kB for a long one, 2 MB for a map of 10,000 nodes. */
const most = { lists: 100, maps: 8 } as const

type Shared = { audienceOf: (viewer: PersonViewer) => Promise<Audience>; lists: Kept; maps: Kept }
type Kept = Map<string, FleetVersions>
const shared = new WeakMap<DataSource, Shared>()

function sharedOf(db: DataSource): Shared {
  const known = shared.get(db)
  if (known) return known
  const made: Shared = {
    audienceOf: coalesce<PersonViewer, Audience>({
      run: (people) => audiencesOf(db.manager, people),
      ...{ parallel: () => 2, worth: 100, room: 500 },
      sizeOf: () => 1,
    }),
    lists: new Map(),
    maps: new Map(),
  }
  shared.set(db, made)
  return made
}

/** The list of this audience with this filter; the one unused for longest makes room for a new one. */
function listOf(of: Shared, audience: Audience, filter: FleetFilter): FleetVersions {
  const isMap = filter.view === 'map'
  const [kept, atMost] = isMap ? [of.maps, most.maps] : [of.lists, most.lists]
  const read = () => (isMap ? fleetMap : fleetPage)(audience, filter)
  const key = `${audienceKey(audience)} ${fleetQuery(filter)}`
  const list = kept.get(key) ?? new FleetVersions(read, crypto.randomUUID(), freshMs)
  kept.delete(key)
  kept.set(key, list)
  for (const oldest of kept.keys()) {
    if (kept.size <= atMost) break
    kept.delete(oldest)
  }
  return list
}

/**
 * What has changed in the fleet since `known`, as JSON of a FleetUpdate. Who may see what is read for each call; the list
 * itself once a second for all viewers of one audience.
 */
export async function fleetLive(
  viewer: PersonViewer,
  filter: FleetFilter,
  known: string | null,
): Promise<{ ageMs: number; text: string }> {
  const of = sharedOf(await database())
  const audience = await of.audienceOf(viewer)
  const own = (of: string | undefined) => (of === 'me' ? viewer.did : of)
  const named = { ...filter, owner: own(filter.owner), pinned: own(filter.pinned) }
  return listOf(of, audience, named).since(known)
}
