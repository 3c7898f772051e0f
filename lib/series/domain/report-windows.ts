import { expectedSpacings, isMissed } from '@/lib/kernel/time/intervals'
import { merged, type Stretch } from './missing'
import { type BucketedRange, bucketsOf, type StatusColumns, type StatusReports } from './series'

/**
 * Buckets in a row that say too little: `first` … `last`, with so many reports. `spacing`: how far apart reports usually are
 * around them, in seconds; null where buckets are as short as that, and empty ones say when the node was silent.
 */
export type ReportWindow = Stretch & { first: number; last: number; reports: number; spacing: number | null }

/**
 * What the reports of a window say: changes of status, the first and last of them (epoch seconds), when the next one was due
 * after so many seconds, and longer silences.
 */
export type WindowReading = ReportWindow & {
  changes: number
  firstAt: number
  lastAt: number
  due: number
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

const leastMissing = (usual: number): number => Math.max(1, usual * missingShare)

function usualReports(reports: readonly number[]): number {
  const some = reports.filter((count) => count > 0).sort((a, b) => a - b)
  return some[Math.floor(some.length / 2)] ?? 0
}

/** The reports of each bucket where three in a row have about as many, so that the node's interval explains them; else null. */
function steadyReports(reports: readonly number[]): (number | null)[] {
  const isSteady = (first: number): boolean => {
    const three = reports.slice(Math.max(0, first), first + 3)
    const most = Math.max(...three)
    return first >= 0 && three.length === 3 && Math.min(...three) > most - leastMissing(most)
  }
  return reports.map((count, index) =>
    [-2, -1, 0].some((offset) => isSteady(index + offset)) ? count : null,
  )
}

/** Each number, or the last one before it; 0 before the first. */
function carried(counts: readonly (number | null)[]): number[] {
  let last = 0
  return counts.map((count) => {
    last = count ?? last
    return last
  })
}

/** How many reports a bucket has near each: in the closest steady ones before and after it, the larger number. */
function localReports(steady: readonly (number | null)[]): number[] {
  const before = carried(steady)
  const after = carried(steady.toReversed()).toReversed()
  return before.map((count, index) => Math.max(count, after[index] ?? 0))
}

/**
 * The buckets whose reports have to be read one by one: those with several statuses, since a bucket does not know how often
 * they changed, and those with few reports for the range or for those around them, since it does not know when the silence
 * began. The newest ones, up to 20,000 reports.
 */
export function windowsToRead(
  { reports }: StatusColumns,
  statuses: readonly StatusReports[],
  range: BucketedRange,
): ReportWindow[] {
  const usual = usualReports(reports)
  const steady = steadyReports(reports)
  const local = localReports(steady)
  const windows: ReportWindow[] = []
  let current: ReportWindow | null = null
  for (const [index, { from, to }] of bucketsOf(range).entries()) {
    const own = reports[index] ?? 0
    // A silence may go on over empty buckets into the next window.
    if (own === 0) continue
    const mixed = statuses.filter((status) => (status.reports[index] ?? 0) > 0).length > 1
    const isThin = (than: number): boolean =>
      than > leastUsual && own <= than * ((to - from) / range.step) - leastMissing(than)
    const thin = isThin(usual) || (steady[index] === null && isThin(local[index] ?? 0))
    const most = Math.max(usual, local[index] ?? 0)
    const spacing = most > leastUsual ? range.step / most : null
    if (!mixed && !thin) current = null
    else if (current) {
      const both = [current.spacing, spacing].filter((one) => one !== null)
      Object.assign(current, { to, last: index, reports: current.reports + own })
      current.spacing = both.length > 0 ? Math.min(...both) : null
    } else {
      current = { from, to, first: index, last: index, reports: own, spacing }
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

/**
 * Two reports in a row and the spacings around theirs in seconds: two before, two after; null where none was read.
 * `interval`: when the first one says itself that the next is due.
 */
export type ReportPair = Stretch & {
  interval: number | null
  before: (number | null)[]
  after: (number | null)[]
}

/** Reports that are read one by one need no help of the current interval. */
const byTime = { step: 0, current: null }

/** The silence between two reports, from when the second one was due; null where it came in time. */
export function silenceBetween(
  { from, to, interval, before, after }: ReportPair,
  usual: number,
): Stretch | null {
  const [earlier, later] = [before, after].map((some) => some.filter((one) => one !== null))
  if (!earlier || !later) return null
  const around = expectedSpacings([...earlier, to - from, ...later], byTime)[earlier.length]
  const expected = interval ?? around ?? usual
  if (!isMissed(to - from, expected)) return null
  return { from: from + (interval ?? Math.min(expected, earlier.at(-1) ?? expected)), to }
}

/**
 * The silences that buckets cannot place: those between the reports of a window, and what the gaps beside it leave out, from
 * when the next report was due and up to the first one after.
 */
export function silencesOf(
  readings: readonly WindowReading[],
  gaps: readonly Stretch[],
  range: BucketedRange,
): Stretch[] {
  const all = readings.flatMap(({ last, from, to, firstAt, lastAt, due, spacing, silences }) => {
    const found = [...silences]
    if (gaps.some((gap) => gap.to === from)) found.unshift({ from, to: firstAt })
    const isLast = last === range.edges.length - 2
    const endsSilent = isLast && range.open && spacing !== null && isMissed(range.to - lastAt, due)
    if (gaps.some((gap) => gap.from === to) || endsSilent)
      found.push({ from: Math.min(to, lastAt + due), to })
    return found
  })
  return merged(all)
}
