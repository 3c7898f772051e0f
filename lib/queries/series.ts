import { database } from '@/lib/db/server-db'
import type { Viewer } from '@/lib/domain/role'
import { nodeScope } from '@/lib/domain/scope'
import type { SeriesAnswer } from '@/lib/domain/series'
import { type BucketsRequest, nodeBuckets } from './node-buckets'

const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString()

/** The answer of the API; null when the node does not exist for this viewer. */
export async function series(
  viewer: Viewer,
  did: string,
  request: BucketsRequest,
  now = Date.now() / 1_000,
): Promise<SeriesAnswer | null> {
  const scope = nodeScope(viewer, did)
  if (!scope) return null
  const found = await nodeBuckets((await database()).manager, scope, request, now)
  if (!found) return null
  const { range, tier, status } = found
  return {
    node: scope.did,
    from: iso(range.from),
    to: iso(range.to),
    time_zone: range.zone ?? 'UTC',
    step_seconds: range.step,
    tier,
    open: range.open,
    t: range.edges.slice(0, -1),
    ...status,
    series: found.series,
  }
}
