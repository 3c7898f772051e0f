import { type BucketedRange, bucketsOf } from './series'

/** A day of reports every second, or a week of them every 5 s, take less than half a second to be read one by one. */
const mostRead = 150_000

/**
 * From when on the reports of a range can be read one by one: the newest buckets with at most 150,000 reports. The end of the range if
 * the last bucket has more.
 */
export function readableFrom(reports: readonly number[], range: BucketedRange, most = mostRead): number {
  let left = most
  const buckets = bucketsOf(range)
  const tooMany = buckets.findLastIndex((_, index) => {
    left -= reports[index] ?? 0
    return left < 0
  })
  return tooMany === -1 ? range.from : (buckets[tooMany]?.to ?? range.from)
}
