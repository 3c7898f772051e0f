import { eachNumber } from '@/lib/db/connection/binary-array'

/**
 * A row of `hakim_series_parts`: numbers of a metric or a status in arrays, or times of reports (`count`: the intervals that
 * they state). From raw reports, `at` is the bucket. From roll-ups, there is an array for each chunk, and `at` × `step` is in
 * seconds since the chunk's start; entries outside `since` and `before` (exclusive) or in `raw_buckets` (5 minutes each,
 * numbered since the epoch) do not count. Epoch seconds.
 */
export type SeriesRow = { name: string; at: Buffer; count: Buffer } & (
  | { kind: 'metric'; sum: Buffer; min: Buffer; max: Buffer }
  | { kind: 'status' }
  | { kind: 'times'; min: Buffer; max: Buffer }
) &
  ({ step: null } | { step: number; since: number; before: number; raw_buckets: number[]; chunks: Buffer })

/** The bucket of each number of a row, as an index of `starts` (ascending); -1 for one that does not count. */
function bucketsOf(row: SeriesRow, starts: readonly number[]): number[] {
  const buckets: number[] = []
  if (row.step === null) {
    eachNumber(row.at, (bucket) => buckets.push(bucket))
    return buckets
  }
  const { step, since, before } = row
  const chunks: number[] = []
  eachNumber(row.chunks, (chunk) => chunks.push(chunk))
  const marked = new Set(row.raw_buckets)
  let bucket = 0
  eachNumber(row.at, (at, _, chunk) => {
    const time = (chunks[chunk] ?? 0) + at * step
    const counts = time >= since && time < before && !(marked.size && marked.has(Math.floor(time / 300)))
    // Each time is in the same bucket as the one before it or in one nearby.
    while (counts && time < (starts[bucket] ?? Number.NEGATIVE_INFINITY)) bucket -= 1
    while (counts && time >= (starts[bucket + 1] ?? Number.POSITIVE_INFINITY)) bucket += 1
    buckets.push(counts ? bucket : -1)
  })
  return buckets
}

/** Readers for the columns of a row that append to a list: the buckets of the numbers that count, and the numbers. */
export function openRow(row: SeriesRow, starts: readonly number[]) {
  const buckets = bucketsOf(row, starts)
  return {
    at(into: number[]): void {
      for (const bucket of buckets) if (bucket !== -1) into.push(bucket)
    },
    read(column: Buffer, into: number[]): void {
      eachNumber(column, (value, index) => {
        if (buckets[index] !== -1) into.push(value)
      })
    },
  }
}
