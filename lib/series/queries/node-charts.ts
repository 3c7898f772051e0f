import { database } from '@/lib/db/connection/server-database'
import { nodeScope } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'
import type { NodeCharts } from '@/lib/series/domain/node-charts'
import { nodeBuckets } from './node-buckets'

/**
 * The charts of the node page over [from, to), epoch seconds; null when the node does not exist for this viewer.
 * @param request days begin in `zone`, UTC by default
 */
export async function nodeCharts(
  viewer: Viewer,
  did: string,
  request: { from: number; to: number; zone?: string },
): Promise<NodeCharts | null> {
  const { manager } = await database()
  const scope = await nodeScope(manager, viewer, did)
  if (!scope) return null
  return nodeBuckets(manager, scope, { ...request, metrics: null }, Date.now() / 1_000)
}
