import { clockText, dayText } from '@/components/charts/axis/time-axis'
import { valueAxis } from '@/components/charts/axis/value-axis'
import { type FlowBucket, type FlowOutcome, flowOutcomes } from '@/lib/flow/domain/flow'
import type { FlowUnit } from '@/lib/flow/domain/flow-buckets'
import { monthText } from '@/lib/kernel/time/exact-time'

/** A bucket as the charts draw it: how many requests ended how, and the time from request to end in units of `scale`. */
export type FlowPoint = { label: string; p50: number | null; p90: number | null } & Record<
  FlowOutcome,
  number
>

/** In what long times are told: its name and its seconds. */
export type TimeScale = { name: string; seconds: number }

const scales: readonly TimeScale[] = [
  { name: 'days', seconds: 86_400 },
  { name: 'hours', seconds: 3_600 },
  { name: 'minutes', seconds: 60 },
]

/** The largest unit of which the longest value has at least two. */
export function scaleOf(buckets: readonly FlowBucket[]): TimeScale {
  const longest = Math.max(0, ...buckets.map(({ whole }) => whole.p90 ?? 0))
  return scales.find(({ seconds }) => longest >= 2 * seconds) ?? { name: 'seconds', seconds: 1 }
}

export const outcomeLooks: Record<FlowOutcome, { word: string; color: string }> = {
  completed: { word: 'Completed', color: 'var(--healthy)' },
  failed: { word: 'Failed', color: 'var(--error)' },
  lost: { word: 'Lost', color: 'var(--warning)' },
  rejected: { word: 'Rejected', color: 'var(--memory)' },
  expired: { word: 'Expired', color: 'var(--ink-3)' },
  cancelled: { word: 'Cancelled', color: 'var(--strong)' },
  open: { word: 'Open', color: 'var(--pending)' },
  other: { word: 'Other', color: 'var(--unknown)' },
}

/** Outcomes that occur at all, in their order. */
export const shownOutcomes = (total: FlowBucket): FlowOutcome[] =>
  flowOutcomes.filter((outcome) => total.outcomes[outcome] > 0)

const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString()

/** The name of a bucket: its hour, its day, the first day of its week, or its month. */
export function bucketName(at: number, unit: FlowUnit, zone: string): string {
  if (unit === 'M') return monthText(iso(at), zone)
  const day = dayText(at, zone).replace(/^\w+ /, '')
  return unit === 'h' ? `${day} ${clockText(at, zone)}` : day
}

export const flowPoints = (
  buckets: readonly FlowBucket[],
  unit: FlowUnit,
  zone: string,
  scale: TimeScale,
): FlowPoint[] =>
  buckets.map(({ from, outcomes, whole }) => ({
    label: bucketName(from, unit, zone),
    p50: whole.p50 === null ? null : whole.p50 / scale.seconds,
    p90: whole.p90 === null ? null : whole.p90 / scale.seconds,
    ...outcomes,
  }))

/** Round numbers from 0 to above the highest pile of bars or, without outcomes, the longest line. */
export function flowAxis(points: readonly FlowPoint[], outcomes: readonly FlowOutcome[] | null) {
  const heights = points.map((point) =>
    outcomes
      ? outcomes.reduce((sum, outcome) => sum + point[outcome], 0)
      : Math.max(point.p50 ?? 0, point.p90 ?? 0),
  )
  return valueAxis('', { min: 0, max: Math.max(1, ...heights), whole: outcomes !== null })
}
