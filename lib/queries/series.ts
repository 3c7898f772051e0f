import { type MetricBuckets, readBuckets } from '@/lib/db/series'
import { database } from '@/lib/db/server-db'
import { metricUnit, orderMetrics } from '@/lib/domain/metric'
import type { Viewer } from '@/lib/domain/role'
import { tierOf } from '@/lib/domain/roll-up'
import { nodeScope } from '@/lib/domain/scope'
import type { SeriesAnswer, SeriesColumns } from '@/lib/domain/series'
import { alignRange, bucketStarts, type TimeRange } from '@/lib/domain/time-range'
import { nodeExists } from './node-exists'

/** A metric over every bucket of the range: what PostgreSQL found, merged; null and 0 samples where there was nothing. */
export function onGrid(range: TimeRange, metric: string, found: MetricBuckets | undefined): SeriesColumns {
  const t = bucketStarts(range)
  const count = t.map(() => 0)
  const sum = t.map(() => 0)
  const min: (number | null)[] = t.map(() => null)
  const max: (number | null)[] = t.map(() => null)
  found?.at.forEach((at, index) => {
    const [low = 0, high = 0] = [found.min[index], found.max[index]]
    count[at] = (count[at] ?? 0) + (found.count[index] ?? 0)
    sum[at] = (sum[at] ?? 0) + (found.sum[index] ?? 0)
    min[at] = Math.min(min[at] ?? low, low)
    max[at] = Math.max(max[at] ?? high, high)
  })
  const avg = sum.map((total, at) => (count[at] ? total / count[at] : null))
  return { unit: metricUnit(metric).unit, t, count, min, avg, max }
}

export type SeriesRequest = { metrics: string[] | null; from: number; to: number; maxPoints: number }

/** The answer of the API; null when the node does not exist for this viewer. */
export async function series(
  viewer: Viewer,
  did: string,
  request: SeriesRequest,
): Promise<SeriesAnswer | null> {
  const scope = nodeScope(viewer, did)
  const { manager } = await database()
  if (!scope || !(await nodeExists(manager, scope))) return null
  const range = alignRange(request.from, request.to, request.maxPoints)
  const starts = bucketStarts(range)
  const tier = tierOf(starts)
  const { metrics: found } = await readBuckets(
    manager,
    scope,
    { starts, to: range.to, tier },
    request.metrics,
  )
  const metrics = request.metrics ?? orderMetrics(found.map((columns) => columns.metric))
  const byMetric = new Map(found.map((columns) => [columns.metric, columns]))
  return {
    node: scope.did,
    from: new Date(range.from * 1_000).toISOString(),
    to: new Date(range.to * 1_000).toISOString(),
    step_seconds: range.step,
    tier,
    series: Object.fromEntries(
      metrics.map((metric) => [metric, onGrid(range, metric, byMetric.get(metric))]),
    ),
  }
}
