import type { MissingReason, Stretch } from './missing'
import type { Tier } from './roll-up'
import type { TimeRange } from './time-range'

/** One metric in columns of equal length, one entry per bucket; null where there was no sample. */
export type SeriesColumns = {
  unit: string
  /** Epoch seconds of the bucket's start. */
  t: number[]
  /** Samples in the bucket. */
  count: number[]
  min: (number | null)[]
  avg: (number | null)[]
  max: (number | null)[]
  /** Why a bucket has no value; null where it has one. */
  missing: (MissingReason | null)[]
}

/** The worst status and the number of reports per bucket, over the same buckets as the series. */
export type StatusColumns = { reports: number[]; worst: (string | null)[] }

/** The first and last report of a bucket in epoch seconds, and the interval in seconds that the last one says itself. */
export type ReportTimes = { first: number; last: number; interval: number | null }

/** The last report before a range; epoch seconds. `interval`: what it says itself about when the next one is due. */
export type ReportBefore = { at: number; status: string; interval: number | null }

/** How many reports of each bucket have this status. */
export type StatusReports = { status: string; reports: number[] }

/** The answer of `GET /nodes/{did}/series`. */
export type SeriesAnswer = {
  node: string
  from: string
  to: string
  /** The zone in which steps of a day or more begin. */
  time_zone: string
  step_seconds: number
  /** Where the buckets were read from. */
  tier: Tier
  /** Whether the last bucket is still in progress. */
  open: boolean
  /** Epoch seconds of each bucket's start, the same for all columns; the last bucket is read up to `to`. */
  t: number[]
  /** Whole buckets in a row without a report although some were due. */
  gaps: Stretch[]
  /** Whether metrics that were not named were left out. */
  more_metrics: boolean
  series: Record<string, SeriesColumns>
} & StatusColumns

/** A range cut into buckets. Epoch seconds. */
export type BucketedRange = TimeRange & {
  /** The start of each bucket, and where the last one ends, which may be after `to`. */
  edges: number[]
  /** Whether the last bucket is still in progress. */
  open: boolean
}

/** One bucket of a range: `to` is its end or the end of the range, whichever is earlier. */
export type Bucket = {
  from: number
  to: number
  /** Cut off by the end of the range. */
  partial: boolean
}

export const bucketsOf = ({ edges, to }: BucketedRange): Bucket[] =>
  edges.slice(0, -1).map((from, index) => {
    const end = edges[index + 1] ?? to
    return { from, to: Math.min(end, to), partial: end > to }
  })
