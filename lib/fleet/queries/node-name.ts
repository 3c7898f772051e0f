import { nodeNames } from '@/lib/fleet/db/nodes'
import { database } from '@/lib/db/connection/server-database'
import type { AgentViewer } from '@/lib/people/domain/role'

/** The name of the agent's own node, if it has one. */
export async function nodeName(viewer: AgentViewer): Promise<string | null> {
  const names = await nodeNames((await database()).manager, viewer, [viewer.nodeDid])
  return names.get(viewer.nodeDid) ?? null
}
