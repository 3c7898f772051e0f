import type { MetricBuckets, ReadBuckets, StatusBuckets } from '@/lib/series/db/series'

/** The buckets from `first` on, `count` of them, numbered from 0; metrics without a value in them are left out. */
export function partOf(read: ReadBuckets, first: number, count: number): ReadBuckets {
  const within = (at: readonly number[]): number[] =>
    at.flatMap((bucket, place) => (bucket >= first && bucket < first + count ? [place] : []))
  const pick = (values: readonly number[], places: readonly number[]): number[] =>
    places.map((place) => values[place] ?? 0)
  const moved = (at: readonly number[], places: readonly number[]): number[] =>
    pick(at, places).map((bucket) => bucket - first)
  const metrics = read.metrics.flatMap(({ metric, at, ...columns }): MetricBuckets[] => {
    const places = within(at)
    if (places.length === 0) return []
    const { count: counts, sum, min, max } = columns
    return [
      {
        ...{ metric, at: moved(at, places), count: pick(counts, places), sum: pick(sum, places) },
        ...{ min: pick(min, places), max: pick(max, places) },
      },
    ]
  })
  const statuses = read.statuses.flatMap(({ status, at, reports }): StatusBuckets[] => {
    const places = within(at)
    return places.length === 0 ? [] : [{ status, at: moved(at, places), reports: pick(reports, places) }]
  })
  return { metrics, statuses, times: read.times.slice(first, first + count), more: read.more }
}
