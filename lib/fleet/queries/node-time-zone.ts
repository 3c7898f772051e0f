import { database } from '@/lib/db/connection/server-database'
import { readNodeZone } from '@/lib/fleet/db/node-zone'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { nodeZone } from '@/lib/fleet/domain/node-zone'
import type { Viewer } from '@/lib/kernel/role'

/** The time zone of a node; null without one, or when the node does not exist for this viewer. */
export async function nodeTimeZone(viewer: Viewer, did: string): Promise<string | null> {
  const { manager } = await database()
  const scope = await nodeScope(manager, viewer, did)
  return scope && nodeZone(...(await readNodeZone(manager, scope)))
}
