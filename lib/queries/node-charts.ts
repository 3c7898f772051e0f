import { database } from '@/lib/db/server-db'
import type { NodeCharts } from '@/lib/domain/node-page'
import type { Viewer } from '@/lib/domain/role'
import { nodeScope } from '@/lib/domain/scope'
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
  const scope = nodeScope(viewer, did)
  if (!scope) return null
  const { manager } = await database()
  return nodeBuckets(manager, scope, { ...wanted, metrics: null }, Date.now() / 1_000)
}
