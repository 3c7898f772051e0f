import { database } from '@/lib/db/connection/server-database'
import { nodeScope } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'
import type { NodeCharts } from '@/lib/series/domain/node-charts'
import { nodeBuckets } from './node-buckets'

/**
 * All that the node page draws over [from, to), epoch seconds; null when the node does not exist for this viewer.
 * @param wanted `zone` is where days of the calendar begin, UTC unless it is given
 */
export async function nodeCharts(
  viewer: Viewer,
  did: string,
  wanted: { from: number; to: number; zone?: string },
): Promise<NodeCharts | null> {
  const { manager } = await database()
  const scope = await nodeScope(manager, viewer, did)
  if (!scope) return null
  return nodeBuckets(manager, scope, { ...wanted, metrics: null }, Date.now() / 1_000)
}
