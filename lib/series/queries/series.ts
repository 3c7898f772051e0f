import { database } from '@/lib/db/connection/server-database'
import { nodeScope } from '@/lib/fleet/db/visibility'
import type { Viewer } from '@/lib/kernel/role'
import type { SeriesAnswer } from '@/lib/series/domain/series'
import { type BucketsRequest, nodeBuckets } from './node-buckets'

const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString()

/** The API's answer; null when the node does not exist for this viewer. */
export async function series(
  viewer: Viewer,
  did: string,
  request: BucketsRequest,
  now = Date.now() / 1_000,
): Promise<SeriesAnswer | null> {
  const { manager } = await database()
  const scope = await nodeScope(manager, viewer, did)
  if (!scope) return null
  const found = await nodeBuckets(manager, scope, { ...request, jobsNeeded: true }, now)
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
    gaps: found.gaps,
    more_metrics: found.moreMetrics,
    series: found.series,
  }
}
