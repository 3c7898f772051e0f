import { countJobs } from '@/lib/board/db/counts'
import { metricsDatabase } from '@/lib/db/connection/server-database'

/** All jobs by status, for the metrics, from the counts that are kept. */
export async function jobTotals(): Promise<Map<string, number>> {
  const { counts } = await countJobs((await metricsDatabase()).manager, { hiddenFrom: null })
  return new Map(counts.map(({ status, count }) => [status, count]))
}
