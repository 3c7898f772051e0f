import type { MissingReason } from './missing'
import type { ReportBefore, StatusStretch } from './reporting'
import type { StatusCount } from './series'
import { durationName } from './time-range'

/** Figures of one range. What is a share of reports is exact at any step; what is seen on the strip is not. */
export type StatusSummary = {
  reports: number
  /** Healthy reports ÷ all reports, 0 … 1; null when nothing was reported. */
  healthyShare: number | null
  /** The share of each status, 0 … 1, largest first. */
  shares: { status: string; share: number }[]
  /** How often the worst status of one bucket followed another, also over a gap and from before the range. */
  changes: number
  /** Whether a bucket holds several reports, so that changes within it are not counted. */
  moreChanges: boolean
  /** Seconds of silence by reason, in the order in which they come. */
  silence: { reason: MissingReason; seconds: number }[]
}

export function statusSummary(
  counts: readonly StatusCount[],
  reportsPerBucket: readonly number[],
  stretches: readonly StatusStretch[],
  before: ReportBefore | null,
): StatusSummary {
  const reports = counts.reduce((sum, count) => sum + count.reports, 0)
  const healthy = counts.find((count) => count.status === 'Healthy')?.reports ?? 0
  const silence = new Map<MissingReason, number>()
  let changes = 0
  let last = before?.status ?? null
  for (const { status, silence: reason, from, to } of stretches) {
    if (reason !== null) silence.set(reason, (silence.get(reason) ?? 0) + to - from)
    if (status === null) continue
    if (last !== null && last !== status) changes += 1
    last = status
  }
  return {
    reports,
    healthyShare: reports > 0 ? healthy / reports : null,
    shares: counts
      .map(({ status, reports: own }) => ({ status, share: own / reports }))
      .sort((a, b) => b.share - a.share),
    changes,
    moreChanges: reportsPerBucket.some((count) => count > 1),
    silence: [...silence].map(([reason, seconds]) => ({ reason, seconds })),
  }
}

/** A share as per cent with one decimal, never rounded up to 100 nor down to 0. */
export function shareText(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`
  if (share < 0.001) return 'under 0.1 %'
  return `${(Math.floor(share * 1_000 + 1e-9) / 10).toFixed(1)} %`
}

/** "97.1 % of 288 reports healthy · 2 changes · 2 h 40 m without reports". */
export function summaryText(summary: StatusSummary): string {
  if (summary.healthyShare === null) return 'no reports in this range'
  const reports = summary.reports === 1 ? '1 report' : `${summary.reports.toLocaleString('en-GB')} reports`
  const changes = summary.changes === 1 ? '1 change' : `${summary.changes} changes`
  const parts = [
    `${shareText(summary.healthyShare)} of ${reports} healthy`,
    summary.moreChanges && summary.changes > 0 ? `at least ${changes}` : changes,
  ]
  const silent = summary.silence.reduce((sum, { seconds }) => sum + seconds, 0)
  if (silent > 0) parts.push(`${durationName(silent)} without reports`)
  return parts.join(' · ')
}
