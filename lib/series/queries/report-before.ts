import type { EntityManager } from 'typeorm'
import { silentAfterSeconds } from '@/lib/fleet/domain/node-state'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import { readBuckets } from '@/lib/series/db/series'
import type { SeriesNode } from '@/lib/series/db/series-node'
import { tierOf } from '@/lib/series/domain/roll-up'
import type { BucketedRange, ReportBefore } from '@/lib/series/domain/series'
import { statusColumns } from './bucket-columns'

/**
 * The report before a range. If retention has deleted it, the last roll-up bucket with reports takes its place, as long as
 * the node would not have been silent since.
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
  return at === undefined || !status ? null : { at, status, interval: null }
}
