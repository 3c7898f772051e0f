import { type MetricBuckets, readSeries } from '@/lib/db/series'
import { database } from '@/lib/db/server-db'
import { metricUnit, orderMetrics } from '@/lib/domain/metric'
import type { Viewer } from '@/lib/domain/role'
import { nodeScope } from '@/lib/domain/scope'
import type { SeriesAnswer, SeriesColumns } from '@/lib/domain/series'
import { alignRange, bucketStarts, type TimeRange } from '@/lib/domain/time-range'
import { nodeExists } from './node-exists'

/** A metric over every bucket of the range: what PostgreSQL found, null and 0 samples where there was nothing. */
export function onGrid(range: TimeRange, metric: string, found: MetricBuckets | undefined): SeriesColumns {
  const t = bucketStarts(range)
  const place = new Map(found?.t.map((start, index) => [start, index]))
  const at = (values: readonly number[] | undefined, start: number): number | null => {
    const index = place.get(start)
    return index === undefined ? null : (values?.[index] ?? null)
  }
  return {
    unit: metricUnit(metric).unit,
    t,
    count: t.map((start) => at(found?.count, start) ?? 0),
    min: t.map((start) => at(found?.min, start)),
    avg: t.map((start) => at(found?.avg, start)),
    max: t.map((start) => at(found?.max, start)),
  }
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
  const found = await readSeries(manager, scope, range, request.metrics)
  const metrics = request.metrics ?? orderMetrics(found.map((columns) => columns.metric))
  const byMetric = new Map(found.map((columns) => [columns.metric, columns]))
  return {
    node: scope.did,
    from: new Date(range.from * 1_000).toISOString(),
    to: new Date(range.to * 1_000).toISOString(),
    step_seconds: range.step,
    tier: 'raw',
    series: Object.fromEntries(
      metrics.map((metric) => [metric, onGrid(range, metric, byMetric.get(metric))]),
    ),
  }
}
