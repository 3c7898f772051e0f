import { silentAfterSeconds } from '@/lib/fleet/domain/node-state'

/**
 * Why a bucket has no value of a metric: no report came; none has come yet, but it may with the next contact; every report had
 * status Unknown; reports came without this metric or with something that is not a number; or a maintenance job was running
 * on the node.
 */
export const missingReasons = ['no_report', 'not_yet', 'unknown', 'no_value', 'maintenance'] as const
export type MissingReason = (typeof missingReasons)[number]

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
 * Whether each bucket counts as maintenance: a job ran in it, and the rest of it is too short for a node of the bucket's
 * interval to count as silent. So a job of a minute does not excuse a silent day.
 */
export function underMaintenance(
  buckets: readonly Stretch[],
  runs: readonly Stretch[],
  intervals: readonly (number | null)[],
): boolean[] {
  const jobs = merged(runs)
  let next = 0
  return buckets.map(({ from, to }, bucket) => {
    while ((jobs[next]?.to ?? Number.POSITIVE_INFINITY) <= from) next += 1
    let covered = 0
    for (let index = next; (jobs[index]?.from ?? Number.POSITIVE_INFINITY) < to; index += 1) {
      const job = jobs[index]
      if (job) covered += Math.min(job.to, to) - Math.max(job.from, from)
    }
    return covered > 0 && to - from - covered < silentAfterSeconds(intervals[bucket] ?? null)
  })
}

/**
 * Whether reports of each bucket may still come: its time has not come, or is later than what the node has told so far
 * (`told`, null once its next contact is overdue). Epoch seconds.
 */
export const mayStillCome = (buckets: readonly Stretch[], told: number | null, now: number): boolean[] =>
  buckets.map(({ from }) => from >= Math.min(now, told ?? now))

/** The reason why a metric would have no value in each bucket, the same for all metrics of a node. */
export const reasonsOf = (
  reports: readonly number[],
  unknown: readonly number[],
  { maintenance, notYet }: { maintenance: readonly boolean[]; notYet: readonly boolean[] },
): MissingReason[] =>
  reports.map((count, bucket) => {
    if (maintenance[bucket]) return 'maintenance'
    if (count === 0) return notYet[bucket] ? 'not_yet' : 'no_report'
    return unknown[bucket] === count ? 'unknown' : 'no_value'
  })
