import { stateRank } from '@/lib/fleet/domain/node-state'
import { eachBucket } from './coverage'
import { type MissingReason, missingReasons, type Stretch } from './missing'
import type { NodeCharts } from './node-charts'

/** A share (0 … 1) of a stretch with one status; null where nothing was reported, with the reason in `silence`. */
export type StatusPart = { status: string | null; silence: MissingReason | null; share: number }

/** Buckets in a row with the same shares, the worst status first and silence last. */
export type StatusStretch = Stretch & { parts: StatusPart[] }

/** Shares that differ less are drawn as one. */
const digits = 3

const keyOf = (parts: readonly StatusPart[]): string =>
  parts.map(({ status, silence, share }) => `${status} ${silence} ${share.toFixed(digits)}`).join()

const secondsWithin = (silences: readonly Stretch[], { from, to }: Stretch): number =>
  silences.reduce((sum, one) => sum + Math.max(0, Math.min(one.to, to) - Math.max(one.from, from)), 0)

/**
 * The range as stretches in which each status has a constant share, so that one bad minute never colours a whole bucket.
 * Between two punctual reports the last status continues, including that of the report before the range.
 */
export function statusStretches(
  charts: Pick<NodeCharts, 'status' | 'statuses' | 'gaps' | 'silences' | 'range' | 'before' | 'reasons'>,
): StatusStretch[] {
  const { status, statuses, gaps, silences, range, before, reasons } = charts
  const stretches: StatusStretch[] = []
  const ranked = [...statuses].sort((a, b) => stateRank(a.status) - stateRank(b.status))
  const add = (stretch: StatusStretch): void => {
    const last = stretches.at(-1)
    if (last && keyOf(last.parts) === keyOf(stretch.parts)) last.to = stretch.to
    else stretches.push(stretch)
  }
  const silent = (share: number, index: number, among: readonly MissingReason[]): StatusPart[] => {
    const silence = among.find((reason) => reason === reasons[index]) ?? 'no_report'
    return share > 0 ? [{ status: null, silence, share }] : []
  }
  let spoken: StatusPart[] = before ? [{ status: before.status, silence: null, share: 1 }] : []
  eachBucket(range, gaps, ({ index, from, to, inGap }) => {
    const reports = status.reports[index] ?? 0
    if (reports > 0) {
      spoken = ranked.flatMap(({ status: name, reports: own }) => {
        const share = (own[index] ?? 0) / reports
        return share > 0 ? { status: name, silence: null, share } : []
      })
      const missing = secondsWithin(silences, { from, to }) / (to - from)
      const heard = spoken.map((part) => ({ ...part, share: part.share * (1 - missing) }))
      add({ from, to, parts: [...heard, ...silent(missing, index, ['maintenance'])] })
    } else if (inGap) add({ from, to, parts: silent(1, index, missingReasons) })
    else if (spoken.length > 0) add({ from, to, parts: spoken })
  })
  return stretches
}
