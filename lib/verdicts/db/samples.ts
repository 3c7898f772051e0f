import type { EntityManager } from 'typeorm'
import type { NodeScope } from '@/lib/kernel/did/node-scope'
import { isCounterName } from '@/lib/reports/domain/metric'
import { type MetricBuckets, readBuckets } from '@/lib/series/db/series'
import { tierOf } from '@/lib/series/domain/roll-up'
import { ratesOf } from '@/lib/verdicts/domain/figures'

/** A window cut into buckets of `step` seconds; epoch seconds. */
export type Window = { from: number; to: number; step: number }

/** Of each metric the average in each bucket, or the rate of a counter; null where there is none. */
export type WindowSamples = Map<string, (number | null)[]>

/** The metrics of a window; `metrics` null: those that occur, at most 100. */
export async function readSamples(
  db: EntityManager,
  scope: NodeScope,
  { from, to, step }: Window,
  metrics: readonly string[] | null,
): Promise<WindowSamples> {
  const length = Math.max(1, Math.ceil((to - from) / step))
  const starts = Array.from({ length }, (_, index) => from + index * step)
  const found = await readBuckets(db, scope, { starts, to, tier: tierOf(starts) }, metrics)
  return new Map(found.metrics.map((columns) => [columns.metric, valuesOf(columns, length, step)]))
}

function valuesOf({ metric, at, count, sum, max }: MetricBuckets, length: number, step: number) {
  const counts = Array.from({ length }, () => 0)
  const sums = counts.map(() => 0)
  const highest: (number | null)[] = counts.map(() => null)
  at.forEach((place, index) => {
    counts[place] = (counts[place] ?? 0) + (count[index] ?? 0)
    sums[place] = (sums[place] ?? 0) + (sum[index] ?? 0)
    highest[place] = Math.max(highest[place] ?? Number.NEGATIVE_INFINITY, max[index] ?? 0)
  })
  if (isCounterName(metric)) return ratesOf(highest, step)
  return sums.map((total, place) => (counts[place] ? total / (counts[place] ?? 1) : null))
}
