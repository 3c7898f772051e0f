import type { StatusStretch } from './reporting'
import { durationName } from './time-range'

/** Figures of one range. Seconds; each bucket counts with its worst status, so `healthyShare` never flatters. */
type StatusSummary = {
  reportedSeconds: number
  silentSeconds: number
  /** Healthy time ÷ time with reports, 0 … 1; null when nothing was reported. */
  healthyShare: number | null
  /** How often one status followed another, also over a gap. */
  changes: number
  /** Seconds by status, longest first; silence is not in it. */
  byStatus: { status: string; seconds: number }[]
}

export function statusSummary(stretches: readonly StatusStretch[]): StatusSummary {
  const seconds = new Map<string, number>()
  let silentSeconds = 0
  let changes = 0
  let last: string | null = null
  for (const { status, from, to } of stretches) {
    if (status === null) {
      silentSeconds += to - from
      continue
    }
    if (last !== null && last !== status) changes += 1
    last = status
    seconds.set(status, (seconds.get(status) ?? 0) + to - from)
  }
  const byStatus = [...seconds].map(([status, length]) => ({ status, seconds: length }))
  const reportedSeconds = byStatus.reduce((sum, entry) => sum + entry.seconds, 0)
  return {
    reportedSeconds,
    silentSeconds,
    healthyShare: reportedSeconds > 0 ? (seconds.get('Healthy') ?? 0) / reportedSeconds : null,
    changes,
    byStatus: byStatus.sort((a, b) => b.seconds - a.seconds),
  }
}

/** A share as per cent with one decimal, never rounded up to 100 nor down to 0. */
export function shareText(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`
  if (share < 0.001) return 'under 0.1 %'
  return `${(Math.floor(share * 1_000 + 1e-9) / 10).toFixed(1)} %`
}

/** "97.1 % healthy · 2 changes · 2 h 40 m without reports"; the share is of the time with reports. */
export function summaryText(summary: StatusSummary): string {
  if (summary.healthyShare === null) return 'no reports in this range'
  const changes = summary.changes === 1 ? '1 change' : `${summary.changes} changes`
  const parts = [`${shareText(summary.healthyShare)} healthy`, changes]
  if (summary.silentSeconds > 0) {
    parts[0] = `${parts[0]} while reporting`
    parts.push(`${durationName(summary.silentSeconds)} without reports`)
  }
  return parts.join(' · ')
}
