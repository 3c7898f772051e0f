import type { ReadBuckets } from '@/lib/series/db/series'
import { coverageOf } from '@/lib/series/domain/coverage'
import { reasonsOf } from '@/lib/series/domain/missing'
import type { PreviousPeriod } from '@/lib/series/domain/node-charts'
import type { BucketedRange } from '@/lib/series/domain/series'
import { metricColumns, statusColumns } from './bucket-columns'

/**
 * The columns of the period before a range, from its own buckets.
 * @param edges one more than the range has buckets
 * @param metrics those of the range
 */
export function previousPeriod(
  buckets: ReadBuckets,
  { step, zone }: BucketedRange,
  edges: number[],
  { metrics, cadenceSeconds }: { metrics: readonly string[]; cadenceSeconds: number | null },
): PreviousPeriod {
  const t = edges.slice(0, -1)
  const [from = 0, to = 0] = [edges[0], edges.at(-1)]
  const range: BucketedRange = { from, to, step, ...(zone === undefined ? {} : { zone }), edges, open: false }
  const { status, unknown } = statusColumns(t.length, buckets.statuses)
  const { gaps } = coverageOf(status, range, { times: buckets.times, cadenceSeconds, before: null })
  const reasons = reasonsOf(status.reports, unknown, { maintenance: [], notYet: [] })
  const byMetric = new Map(buckets.metrics.map((columns) => [columns.metric, columns]))
  const series = metrics.map((metric) => [metric, metricColumns(metric, t, byMetric.get(metric), reasons)])
  return { range, status, series: Object.fromEntries(series), gaps }
}
