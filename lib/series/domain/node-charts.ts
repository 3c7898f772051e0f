import type { MissingReason, Stretch } from './missing'
import type { Tier } from './roll-up'
import type { BucketedRange, ReportBefore, SeriesColumns, StatusColumns, StatusReports } from './series'

/** A job as marked on its node's charts. Epoch seconds. */
export type JobMark = {
  jobId: string
  task: string
  status: string
  requesterName: string
  createdAt: number
  startedAt: number | null
  completedAt: number | null
  /** When it was lost, even if its outcome was recorded later; null when it never was. */
  lostAt: number | null
  /** Whether it helped, by the name of its verdict, once that is settled, and why. */
  verdict: string | null
  verdictWhy: string | null
}

/** A diagnosis with one status over a range; times in ISO 8601 of its first and last report. */
export type DiagnosisEntry = {
  from: string
  to: string
  /** How often it came, with something else in between. */
  runs: number
  reports: number
  status: string
  code: string | null
  recommendation: string | null
}

/** How often the status changed from report to report; at least so often where not all reports could be read. */
export type StatusChanges = { count: number; exact: boolean }

/** The period of the same length directly before a range, in as many buckets. */
export type PreviousPeriod = {
  range: BucketedRange
  status: StatusColumns
  series: Record<string, SeriesColumns>
  gaps: Stretch[]
}

/** A node's charts over one range; all columns share its buckets. */
export type NodeCharts = {
  range: BucketedRange
  /** Where the buckets were read from. */
  tier: Tier
  /** The report before the range: the node's status when the range began, unless it had gone silent. */
  before: ReportBefore | null
  metrics: string[]
  /** Whether others occur too. */
  moreMetrics: boolean
  series: Record<string, SeriesColumns>
  status: StatusColumns
  statuses: StatusReports[]
  changes: StatusChanges
  /** The stretches of whole buckets in which reports were due and none came. */
  gaps: Stretch[]
  /** Silences that begin or end within a bucket, as its reports show them. */
  silences: Stretch[]
  /** The reason for each bucket in which a metric has no value. */
  reasons: MissingReason[]
  /** Null while another program has locked their table; then a gap during a run looks like silence. */
  jobs: JobMark[] | null
  /** Null where it was not asked for. */
  previous: PreviousPeriod | null
}
