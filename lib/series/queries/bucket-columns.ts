import { stateRank } from '@/lib/fleet/domain/node-state'
import { metricUnit } from '@/lib/reports/domain/metric'
import { healthStatuses } from '@/lib/reports/domain/report'
import type { MetricBuckets, StatusBuckets } from '@/lib/series/db/series'
import type { MissingReason } from '@/lib/series/domain/missing'
import type { SeriesColumns, StatusColumns, StatusReports } from '@/lib/series/domain/series'

/**
 * A metric over every bucket: the rows of PostgreSQL, merged; null and 0 samples where there were none.
 * @param t the start of each bucket
 * @param reasons the reason for each bucket that has no value
 */
export function metricColumns(
  metric: string,
  t: number[],
  found: MetricBuckets | undefined,
  reasons: readonly MissingReason[],
): SeriesColumns {
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
  const missing = reasons.map((reason, at) => (count[at] ? null : reason))
  return { unit: metricUnit(metric).unit, t, count, min, avg, max, missing }
}

/** Another program may report any text as a status; beyond so many, they count together. */
const mostStatuses = 20
const others = 'Other'
const isUsual = (status: string): boolean => healthStatuses.some((usual) => usual === status)

/** Reports and worst status per bucket; `unknown` counts reports with status Unknown, `statuses` those of each status. */
export function statusColumns(
  buckets: number,
  found: readonly StatusBuckets[],
): { status: StatusColumns; unknown: number[]; statuses: StatusReports[] } {
  const none = () => Array.from({ length: buckets }, () => 0)
  const reports = none()
  const worst: (string | null)[] = reports.map(() => null)
  const byStatus = new Map<string, number[]>()
  for (const { status: reported, at, reports: columns } of found) {
    const status =
      byStatus.size < mostStatuses || byStatus.has(reported) || isUsual(reported) ? reported : others
    const rank = stateRank(status)
    const own = byStatus.get(status) ?? none()
    byStatus.set(status, own)
    for (const [index, bucket] of at.entries()) {
      const known = worst[bucket] ?? null
      const count = columns[index] ?? 0
      reports[bucket] = (reports[bucket] ?? 0) + count
      own[bucket] = (own[bucket] ?? 0) + count
      if (known === null || rank < stateRank(known)) worst[bucket] = status
    }
  }
  return {
    status: { reports, worst },
    unknown: byStatus.get('Unknown') ?? none(),
    statuses: [...byStatus].map(([status, own]) => ({ status, reports: own })),
  }
}
