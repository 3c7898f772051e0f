import type { ReportBefore } from './coverage'
import type { MissingReason } from './missing'
import type { Tier } from './roll-up'
import type { BucketedRange, SeriesColumns, StatusColumns, StatusCount } from './series'

/** A job as it is marked on the charts of its node. Epoch seconds. */
export type JobMark = {
  jobId: string
  task: string
  status: string
  requesterName: string
  createdAt: number
  startedAt: number | null
  completedAt: number | null
  /** When it was lost, its agent silent, also where its end was told later; null when it never was. */
  lostAt: number | null
}

export type DiagnosisEntry = {
  at: string
  status: string
  code: string | null
  recommendation: string | null
}

/** What is drawn of a node over one range; all columns share its buckets. */
export type NodeCharts = {
  range: BucketedRange
  /** Where the buckets were read from. */
  tier: Tier
  /** How often the node reports, as it was learned; null while that is not known. */
  cadenceSeconds: number | null
  /** The report before the range, at any distance: the node was so when the range began, or fell silent then. */
  before: ReportBefore | null
  metrics: string[]
  series: Record<string, SeriesColumns>
  status: StatusColumns
  /** All reports of the range by status. */
  counts: StatusCount[]
  /** Why each bucket would have no value, if a metric has none in it. */
  reasons: MissingReason[]
  jobs: JobMark[]
}
