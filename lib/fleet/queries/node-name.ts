import { database } from '@/lib/db/connection/server-database'
import { nodeNames } from '@/lib/fleet/db/nodes'
import type { AgentViewer } from '@/lib/kernel/role'

/** The name of the agent's own node, if it has one. */
export async function nodeName(viewer: AgentViewer): Promise<string | null> {
  const names = await nodeNames((await database()).manager, viewer, [viewer.nodeDid])
  return names.get(viewer.nodeDid) ?? null
}
