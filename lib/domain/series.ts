import type { Tier } from './roll-up'

/** One metric in columns of equal length, one entry a bucket; null where there was no sample. */
export type SeriesColumns = {
  unit: string
  /** Epoch seconds of the bucket's start. */
  t: number[]
  /** Samples in the bucket. */
  count: number[]
  min: (number | null)[]
  avg: (number | null)[]
  max: (number | null)[]
}

/** The answer of `GET /nodes/{did}/series`. */
export type SeriesAnswer = {
  node: string
  from: string
  to: string
  step_seconds: number
  /** Where the buckets were read from. */
  tier: Tier
  series: Record<string, SeriesColumns>
}

/** The worst status and the number of reports a bucket, over the same buckets as the series. */
export type StatusColumns = { t: number[]; reports: number[]; worst: (string | null)[] }
