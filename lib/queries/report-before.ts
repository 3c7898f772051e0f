import type { EntityManager } from 'typeorm'
import { readBuckets } from '@/lib/db/series'
import type { SeriesNode } from '@/lib/db/series-node'
import { silentAfterSeconds } from '@/lib/domain/node-health'
import type { ReportBefore } from '@/lib/domain/reporting'
import { tierOf } from '@/lib/domain/roll-up'
import type { NodeScope } from '@/lib/domain/scope'
import type { BucketedRange } from '@/lib/domain/series'
import { statusColumns } from './bucket-columns'

/**
 * The report before a range. Where retention has deleted it, it stands for the last bucket of roll-ups that holds one,
 * as far back as the node would not have been silent.
 */
export async function reportBefore(
  manager: EntityManager,
  scope: NodeScope,
  { before, rawSince, cadenceSeconds }: SeriesNode,
  { from, step }: BucketedRange,
): Promise<ReportBefore | null> {
  if (before !== null || rawSince === null) return before
  const length = Math.ceil(silentAfterSeconds(cadenceSeconds) / step)
  const starts = Array.from({ length }, (_, index) => from - (length - index) * step)
  const { statuses } = await readBuckets(manager, scope, { starts, to: from, tier: tierOf(starts) }, [])
  const { worst } = statusColumns(length, statuses).status
  const last = worst.findLastIndex((status) => status !== null)
  const [at, status] = [starts[last], worst[last]]
  return at === undefined || !status ? null : { at, status }
}
