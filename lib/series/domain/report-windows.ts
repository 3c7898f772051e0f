import { merged, type Stretch } from './missing'
import { type BucketedRange, bucketsOf, type StatusColumns, type StatusReports } from './series'

/** Buckets in a row that say too little: `first` … `last`, with so many reports. */
export type ReportWindow = Stretch & { first: number; last: number; reports: number }

/** What the reports of a window say: changes of status, the first and last of them (epoch seconds), and longer silences. */
export type WindowReading = ReportWindow & {
  changes: number
  firstAt: number
  lastAt: number
  firstStatus: string
  lastStatus: string
  silences: Stretch[]
}

/** So many reports are read in a few milliseconds. */
const mostReports = 20_000

/** A bucket in which one report is missing, or this share of many, may hold a silence. */
const missingShare = 0.02

/** With fewer reports in a bucket, one more or less is no sign of a silence. */
const leastUsual = 2

/** One report missed is a gap, as it is in buckets as short as the node's interval. */
const missedFactor = 1.5

/** Longer than any range. */
const longest = 1e10

function usualReports(reports: readonly number[]): number {
  const some = reports.filter((count) => count > 0).sort((a, b) => a - b)
  return some[Math.floor(some.length / 2)] ?? 0
}

/**
 * How far apart the reports of the range usually are, and from what distance on there was a silence; seconds. No silence
 * where buckets are as short as the node's interval: empty buckets say when it was silent.
 */
export function reportSpacing({ reports }: StatusColumns, { step }: BucketedRange): Spacing {
  const usual = usualReports(reports)
  const spacing = usual > leastUsual ? step / usual : null
  return { spacing: spacing ?? 0, silentAfter: spacing === null ? longest : spacing * missedFactor }
}

/**
 * The buckets whose reports have to be read one by one: those with several statuses, since a bucket does not know how often
 * they changed, and those with few reports, since it does not know when the silence began. The newest ones, up to 20,000
 * reports.
 */
export function windowsToRead(
  { reports }: StatusColumns,
  statuses: readonly StatusReports[],
  range: BucketedRange,
): ReportWindow[] {
  const usual = usualReports(reports)
  const windows: ReportWindow[] = []
  let current: ReportWindow | null = null
  for (const [index, { from, to }] of bucketsOf(range).entries()) {
    const own = reports[index] ?? 0
    // A silence may go on over empty buckets into the next window.
    if (own === 0) continue
    const mixed = statuses.filter((status) => (status.reports[index] ?? 0) > 0).length > 1
    const expected = usual * ((to - from) / range.step)
    const thin = usual > leastUsual && own <= expected - Math.max(1, usual * missingShare)
    if (!mixed && !thin) current = null
    else if (current) Object.assign(current, { to, last: index, reports: current.reports + own })
    else {
      current = { from, to, first: index, last: index, reports: own }
      windows.push(current)
    }
  }
  let left = mostReports
  return windows
    .toReversed()
    .filter((window) => {
      left -= window.reports
      return left >= 0
    })
    .toReversed()
}

/** Seconds between reports, and from what distance on there was a silence. */
export type Spacing = { spacing: number; silentAfter: number }

/**
 * The silences that buckets cannot place: those between the reports of a window, and what empty buckets beside it leave out,
 * from when the next report was due and up to the first one after.
 */
export function silencesOf(
  readings: readonly WindowReading[],
  { reports }: StatusColumns,
  range: BucketedRange,
  { spacing, silentAfter }: Spacing,
): Stretch[] {
  const isSilent = (index: number): boolean => index >= 0 && index < reports.length && reports[index] === 0
  const all = readings.flatMap(({ first, last, from, to, firstAt, lastAt, silences }) => {
    const found = [...silences]
    if (isSilent(first - 1)) found.unshift({ from, to: firstAt })
    const endsSilent = last === reports.length - 1 && range.open && range.to - lastAt > silentAfter
    if (isSilent(last + 1) || endsSilent) found.push({ from: Math.min(to, lastAt + spacing), to })
    return found
  })
  return merged(all)
}
