import { metricBuckets, metricDays } from '@/lib/alerts/db/preview'
import type { MetricCondition } from '@/lib/alerts/domain/condition'
import { otherLimits } from '@/lib/alerts/domain/preview'
import { type Found, foundInBuckets, type Over } from './found'

/** More node-days would keep the server busy for seconds. */
const mostDays = 600

/** Only the days on which the laxest of the limits was passed are read. */
export async function metricFound(over: Over, condition: MetricCondition): Promise<Found> {
  const { manager, nodes, range } = over
  const { metric, limit } = condition
  const limits = otherLimits(condition)
  const days = await metricDays(
    manager,
    nodes,
    { metric, over: condition.over, bound: limits[0] ?? limit },
    { ...range, limit: mostDays + 1 },
  )
  const last = days.length <= mostDays ? Number.POSITIVE_INFINITY : (days.at(-1)?.node_key ?? 0)
  // The last node may have been cut in two.
  const isWhole = ({ node_key }: { node_key: number }): boolean => node_key < last
  const buckets = await metricBuckets(manager, metric, days.filter(isWhole))
  return foundInBuckets({ ...over, nodes: nodes.filter(isWhole) }, buckets, condition, condition, limits)
}
