import type { EntityManager } from 'typeorm'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import { readBuckets } from './series'

const hour = 3_600

/** The averages of these metrics in each whole hour of the last `hours` before `to` (epoch seconds), oldest first; null without a value. */
export async function readHourly(
  db: EntityManager,
  scope: NodeScope,
  { to, hours }: { to: number; hours: number },
  metrics: readonly string[],
): Promise<Map<string, (number | null)[]>> {
  const end = Math.floor(to / hour) * hour
  const starts = Array.from({ length: hours }, (_, index) => end - (hours - index) * hour)
  const found = await readBuckets(db, scope, { starts, to: end, tier: '1h' }, metrics)
  return new Map(
    found.metrics.map(({ metric, at, count, sum }) => {
      const [counts, sums] = [starts.map(() => 0), starts.map(() => 0)]
      at.forEach((place, index) => {
        counts[place] = (counts[place] ?? 0) + (count[index] ?? 0)
        sums[place] = (sums[place] ?? 0) + (sum[index] ?? 0)
      })
      return [metric, sums.map((total, place) => (counts[place] ? total / (counts[place] ?? 1) : null))]
    }),
  )
}
