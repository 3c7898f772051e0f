import type { NodeSeries } from '@/lib/compare/domain/comparison'
import { database } from '@/lib/db/connection/server-database'
import { nodeScopes } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'
import { type BucketsRequest, bucketsOfNodes } from '@/lib/series/queries/node-buckets'

/** The buckets of these nodes over one range, the same for all; without nodes that do not exist for this viewer. */
export async function seriesOfNodes(
  viewer: Viewer,
  dids: readonly string[],
  request: BucketsRequest,
  now = Date.now() / 1_000,
): Promise<NodeSeries[]> {
  const { manager } = await database()
  const scopes = await nodeScopes(manager, viewer, dids)
  if (scopes.length === 0) return []
  const found = await bucketsOfNodes(manager, scopes, request, now)
  return found.flatMap((node, place) => {
    const did = scopes[place]?.did
    return node && did !== undefined ? { ...node, did } : []
  })
}
