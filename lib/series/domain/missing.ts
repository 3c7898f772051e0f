import { silentAfterSeconds } from '@/lib/fleet/domain/node-state'

/**
 * Why a bucket has no value of a metric: no report came; every report had status Unknown; reports came without this metric
 * or with something that is not a number; or a maintenance job was running on the node.
 */
export type MissingReason = 'no_report' | 'unknown' | 'no_value' | 'maintenance'

/** A stretch of time, epoch seconds, `to` exclusive. */
export type Stretch = { from: number; to: number }

/** The stretches in order, with overlapping and adjacent ones merged. */
export function merged(stretches: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = []
  for (const { from, to } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = found.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else if (to > from) found.push({ from, to })
  }
  return found
}

/**
 * Whether each bucket counts as maintenance: a job ran in it, and the rest of it is too short for a node of this cadence to
 * count as silent. So a job of a minute does not excuse a silent day.
 */
export function underMaintenance(
  buckets: readonly Stretch[],
  runs: readonly Stretch[],
  cadenceSeconds: number | null,
): boolean[] {
  const jobs = merged(runs)
  const excused = silentAfterSeconds(cadenceSeconds)
  let next = 0
  return buckets.map(({ from, to }) => {
    while ((jobs[next]?.to ?? Number.POSITIVE_INFINITY) <= from) next += 1
    let covered = 0
    for (let index = next; (jobs[index]?.from ?? Number.POSITIVE_INFINITY) < to; index += 1) {
      const job = jobs[index]
      if (job) covered += Math.min(job.to, to) - Math.max(job.from, from)
    }
    return covered > 0 && to - from - covered < excused
  })
}

/** The reason why a metric would have no value in each bucket, the same for all metrics of a node. */
export const reasonsOf = (
  reports: readonly number[],
  unknown: readonly number[],
  maintenance: readonly boolean[],
): MissingReason[] =>
  reports.map((count, bucket) => {
    if (maintenance[bucket]) return 'maintenance'
    if (count === 0) return 'no_report'
    return unknown[bucket] === count ? 'unknown' : 'no_value'
  })
