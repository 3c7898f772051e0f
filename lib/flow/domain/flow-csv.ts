import type { FlowAnswer } from './answers'
import { flowOutcomes } from './flow'
import { flowSteps } from './flow-row'

const flowColumns = [
  ...['from', 'to', 'requested', ...flowOutcomes],
  ...flowSteps.flatMap((step) => [`${step}_count`, `${step}_p50_seconds`, `${step}_p90_seconds`]),
]

/** The buckets as lines of RFC 4180, with seconds as they are; all cells are numbers or times. */
export function flowCsv({ buckets }: Pick<FlowAnswer, 'buckets'>): string {
  const rows = buckets.map((bucket) => [
    ...[bucket.from, bucket.to, bucket.requested, ...flowOutcomes.map((outcome) => bucket.outcomes[outcome])],
    ...flowSteps.flatMap((step) => [bucket[step].count, bucket[step].p50 ?? '', bucket[step].p90 ?? '']),
  ])
  return [flowColumns, ...rows].map((row) => `${row.join(',')}\r\n`).join('')
}
