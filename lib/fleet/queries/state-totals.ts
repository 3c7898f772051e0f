import { metricsDatabase } from '@/lib/db/connection/server-database'
import { countStates } from '@/lib/fleet/db/state-counts'

/** All nodes by state, for the metrics. */
export async function stateTotals(): Promise<Map<string, number>> {
  const counts = await countStates((await metricsDatabase()).manager)
  return new Map(counts.map(({ state, nodes }) => [state, nodes]))
}
