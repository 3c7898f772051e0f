import type { ReportBefore, StatusStretch } from './coverage'
import type { MissingReason } from './missing'
import type { StatusCount } from './series'
import { durationName } from './time-range'

/** Figures of one range. Shares of reports are exact at any step; figures read off the strip are not. */
export type StatusSummary = {
  reports: number
  /** Healthy reports ÷ all reports, 0 … 1; null when nothing was reported. */
  healthyShare: number | null
  /** The share of each status, 0 … 1, largest first; as texts they add up to 100%. */
  shares: { status: string; share: number; text: string }[]
  /** How often the worst status changed from bucket to bucket, also across gaps and from before the range. */
  changes: number
  /** Whether any bucket has several reports, so that changes within it are not counted. */
  moreChanges: boolean
  /** Seconds of silence by reason, in order of appearance. */
  silence: { reason: MissingReason; seconds: number }[]
}

export function statusSummary(
  counts: readonly StatusCount[],
  reportsPerBucket: readonly number[],
  stretches: readonly StatusStretch[],
  before: ReportBefore | null,
): StatusSummary {
  const reports = sum(counts.map((count) => count.reports))
  const healthy = counts.find((count) => count.status === 'Healthy')?.reports ?? 0
  const silence = new Map<MissingReason, number>()
  const sorted = [...counts].sort((a, b) => b.reports - a.reports)
  const texts = shareTexts(sorted.map((count) => count.reports))
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
    shares: sorted.map(({ status, reports: own }, index) => ({
      status,
      share: own / reports,
      text: texts[index] ?? '',
    })),
    changes,
    moreChanges: reportsPerBucket.some((count) => count > 1),
    silence: [...silence].map(([reason, seconds]) => ({ reason, seconds })),
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/**
 * Each number's share of all reports, in per cent with one decimal. They add up to 100: what is left after rounding down
 * goes to the largest remainders. Nothing is rounded up to 100 or down to 0: the smallest shares read "under 0.1%" and
 * together take at least a tenth.
 */
export function shareTexts(reports: readonly number[]): string[] {
  const total = sum(reports)
  const isLeast = (own: number): boolean => own > 0 && own * 1_000 < total
  const least = (sum(reports.filter(isLeast)) * 1_000) / total
  const tenths = reports.map((own) => Math.floor((own * 1_000) / total))
  const left = 1_000 - (least > 0 ? Math.max(1, Math.round(least)) : 0) - sum(tenths)
  const remainders = reports
    .map((own, index) => ({ index, own, remainder: (own * 1_000) % total }))
    .filter(({ own }) => !isLeast(own))
    .sort((a, b) => b.remainder - a.remainder)
  const raised = new Set(remainders.slice(0, left).map(({ index }) => index))
  return reports.map((own, index) => {
    if (own === 0 || own === total) return own === 0 ? '0%' : '100%'
    if (isLeast(own)) return 'under 0.1%'
    return `${(((tenths[index] ?? 0) + (raised.has(index) ? 1 : 0)) / 10).toFixed(1)}%`
  })
}

/** "97.1% of 288 reports healthy · 2 changes · 2 h 40 m without reports". */
export function summaryText(summary: StatusSummary): string {
  if (summary.healthyShare === null) return 'no reports in this range'
  const healthy = summary.shares.find(({ status }) => status === 'Healthy')?.text ?? '0%'
  const reports = summary.reports === 1 ? '1 report' : `${summary.reports.toLocaleString('en-GB')} reports`
  const changes = summary.changes === 1 ? '1 change' : `${summary.changes} changes`
  const parts = [
    `${healthy} of ${reports} healthy`,
    summary.moreChanges && summary.changes > 0 ? `at least ${changes}` : changes,
  ]
  const silent = sum(summary.silence.map(({ seconds }) => seconds))
  if (silent > 0) parts.push(`${durationName(silent)} without reports`)
  return parts.join(' · ')
}
