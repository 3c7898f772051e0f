import { database } from '@/lib/db/connection/server-database'
import { readPins } from '@/lib/fleet/db/pins'
import type { PersonViewer } from '@/lib/kernel/role'

/** The DIDs of the nodes that this person has pinned. */
export const pinsOf = async ({ id }: PersonViewer): Promise<string[]> =>
  readPins((await database()).manager, id)
