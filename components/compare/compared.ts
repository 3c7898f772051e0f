import type { Scale } from '@/components/charts/rows/bucket-text'
import type { Latest } from '@/components/charts/rows/chart-line'
import type { Trend } from '@/lib/compare/domain/trend'
import type { NodeState } from '@/lib/fleet/domain/node-state'
import type { Gap } from '@/lib/series/domain/coverage'

/** What the table says of a line, in the displayed unit. `trend`: in the period that `trendPeriod` names. */
export type Figures = {
  min: number
  avg: number
  max: number
  now: number | null
  /** The average of the period before. */
  before: number | null
  trend: (Trend & { per: number }) | null
}

/** One node's metric as it is drawn. Values by bucket, in the displayed unit. */
export type ComparedLine = {
  did: string
  name: string
  state: NodeState
  avg: (number | null)[]
  min: (number | null)[]
  max: (number | null)[]
  gaps: Gap[]
  latest: Latest | null
  before: (number | null)[]
  beforeGaps: Gap[]
  reports: number
  /** Null where it has no value in the range. */
  figures: Figures | null
}

/** One metric of many nodes over the same buckets, on one scale. */
export type Compared = {
  scale: Scale
  /** Where buckets begin, and where the last one ends; it is cut off at `to`. */
  edges: number[]
  to: number
  open: boolean
  /** Whether a counter is shown as its rate; null for anything else. */
  rate: boolean | null
  /** Only 0 and 1: a bucket that has held both has no average to draw. */
  states: boolean
  /** Highest average first; those without a value last. */
  lines: ComparedLine[]
  median: (number | null)[]
  /** The buckets of the period before, as many. */
  beforeEdges: number[]
}
