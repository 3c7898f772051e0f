import type { DataSource } from 'typeorm'
import { database } from '@/lib/db/connection/server-database'
import { audiencesOf } from '@/lib/fleet/db/visibility'
import { type Audience, audienceKey } from '@/lib/fleet/domain/audience'
import { type FleetFilter, fleetQuery } from '@/lib/fleet/domain/fleet-filter'
import { FleetVersions } from '@/lib/fleet/domain/fleet-versions'
import { coalesce } from '@/lib/kernel/coalesce'
import type { PersonViewer } from '@/lib/kernel/role'
import { fleetPage } from './fleet'

const freshMs = 1_000
/** Lists that are kept, each with its last versions: some 200 kB for a long one. */
const mostLists = 100

type Shared = { audienceOf: (viewer: PersonViewer) => Promise<Audience>; lists: Map<string, FleetVersions> }
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
  }
  shared.set(db, made)
  return made
}

/** The list of this audience with this filter; the one unused for longest makes room for a new one. */
function listOf({ lists }: Shared, audience: Audience, filter: FleetFilter): FleetVersions {
  const key = `${audienceKey(audience)} ${fleetQuery(filter)}`
  const list =
    lists.get(key) ?? new FleetVersions(() => fleetPage(audience, filter), crypto.randomUUID(), freshMs)
  lists.delete(key)
  lists.set(key, list)
  for (const oldest of lists.keys()) {
    if (lists.size <= mostLists) break
    lists.delete(oldest)
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
  const own = filter.owner === 'me' ? { ...filter, owner: viewer.did } : filter
  return listOf(of, audience, own).since(known)
}
