import type { BucketedRange, StatusColumns } from '@/lib/series/domain/series'
import { bucketEdges, type TimeRange } from '@/lib/series/domain/time-range'

/** A range cut into its buckets, for tests; closed by default. */
export const bucketed = (range: TimeRange, open = false): BucketedRange => ({
  ...range,
  edges: bucketEdges(range),
  open,
})

/** Two reports in every bucket. */
export const reporting = (range: BucketedRange): StatusColumns => {
  const starts = range.edges.slice(0, -1)
  return { reports: starts.map(() => 2), worst: starts.map(() => 'Healthy') }
}
