import { flapping } from '@/lib/fleet/domain/node-state'
import type { MissingReason } from './missing'
import type { NodeCharts, StatusChanges } from './node-charts'
import type { StatusStretch } from './status-stretches'
import { durationName } from './time-range'

/** A share of the time of the range: of a status, or of silence for one reason. As texts the shares add up to 100%. */
type TimeShare = {
  status: string | null
  silence: MissingReason | null
  seconds: number
  text: string
}

/** Figures of one range. */
export type StatusSummary = {
  reports: number
  /** Healthy reports ÷ all reports, as text; null when nothing was reported. */
  healthy: string | null
  changes: StatusChanges
  /** What the strip draws, added up: statuses, the largest share first, then silence. */
  shares: TimeShare[]
}

export function statusSummary(
  { statuses, changes }: Pick<NodeCharts, 'statuses' | 'changes'>,
  stretches: readonly StatusStretch[],
): StatusSummary {
  const counts = statuses.map(({ status, reports }) => ({ status, reports: sum(reports) }))
  const texts = shareTexts(counts.map((count) => count.reports))
  const reports = sum(counts.map((count) => count.reports))
  const healthy = counts.findIndex(({ status }) => status === 'Healthy')
  return {
    reports,
    healthy: reports === 0 ? null : (texts[healthy] ?? '0%'),
    changes,
    shares: timeShares(stretches),
  }
}

function timeShares(stretches: readonly StatusStretch[]): TimeShare[] {
  const found = new Map<string, Omit<TimeShare, 'text'>>()
  for (const { from, to, parts } of stretches)
    for (const { status, silence, share } of parts) {
      const key = `${status} ${silence}`
      const known = found.get(key) ?? { status, silence, seconds: 0 }
      found.set(key, { ...known, seconds: known.seconds + share * (to - from) })
    }
  const sorted = [...found.values()].sort(
    (a, b) => Number(a.status === null) - Number(b.status === null) || b.seconds - a.seconds,
  )
  // Whole milliseconds, so that the texts add up exactly.
  const texts = shareTexts(sorted.map(({ seconds }) => Math.round(seconds * 1_000)))
  return sorted.map((share, index) => ({ ...share, text: texts[index] ?? '' }))
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

/** The same rule as in the fleet, over any range: from eight changes on, as many in two hours on average. */
const isFlapping = (changes: number, seconds: number): boolean =>
  changes >= flapping.changes && changes / seconds >= flapping.changes / flapping.seconds

/** "4 h 10 m", "16.6 d". */
export const silenceName = (seconds: number): string =>
  seconds < 86_400 ? durationName(seconds) : `${(seconds / 86_400).toFixed(1)} d`

/** "97.1% of 288 reports healthy · 2 changes · 2 h 40 m without reports". */
export function summaryText({ reports, healthy, changes, shares }: StatusSummary): string {
  if (healthy === null) return 'no reports in this range'
  const all = reports === 1 ? '1 report' : `${reports.toLocaleString('en-GB')} reports`
  const count = changes.count.toLocaleString('en-GB')
  const total = sum(shares.map(({ seconds }) => seconds))
  const told = sum(shares.filter(({ silence }) => silence === null).map(({ seconds }) => seconds))
  const awaited = sum(shares.filter(({ silence }) => silence === 'not_yet').map(({ seconds }) => seconds))
  const silent = total - told - awaited
  const prefix = isFlapping(changes.count, told) ? 'flapping: ' : ''
  const parts = [
    `${healthy} of ${all} healthy`,
    `${prefix}${changes.exact ? '' : 'at least '}${count} ${changes.count === 1 ? 'change' : 'changes'}`,
  ]
  if (silent > 0) parts.push(`${silenceName(silent)} without reports`)
  return parts.join(' · ')
}
