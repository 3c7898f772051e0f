import { type Contact, silentAfterContact } from './node-state'

/** A clock is called wrong if it is off by more than this. */
export const clockSkewSeconds = 60

const oneDay = 86_400
/** A machine that does not know the time says 1970. */
const unsetBefore = Date.UTC(1971, 0, 1)

/**
 * By how many seconds a node's clock differs from the database's, positive if it is ahead; null unless it is off by over a
 * minute. A node may also send its samples late, by up to one interval, without a wrong clock.
 */
export function clockOffset(
  contact: Contact & { timestamp: Date | null; aheadSeconds: number | null },
): number | null {
  const { timestamp, heardAt, arrivedAt, aheadSeconds } = contact
  if (aheadSeconds !== null) return Math.round(aheadSeconds)
  if (timestamp === null || heardAt === null || arrivedAt === null) return null
  // If reports keep arriving and the latest one stays, those that arrive are older than it.
  const stays = (heardAt.getTime() - arrivedAt.getTime()) / 1_000 > silentAfterContact(contact)
  const offset = (timestamp.getTime() - (stays ? heardAt : arrivedAt).getTime()) / 1_000
  const late = Math.max(clockSkewSeconds, contact.cadenceSeconds ?? 0, contact.intervalSeconds ?? 0)
  return offset > clockSkewSeconds || offset < -late ? Math.round(offset) : null
}

const unit = (count: number, name: string): string => `${count} ${name}${count === 1 ? '' : 's'}`

/** "40 s", "10 min", "3 h", "12 d", "12 years". */
function lengthText(seconds: number): string {
  if (seconds < 100) return `${Math.round(seconds)} s`
  if (seconds < 100 * 60) return `${Math.round(seconds / 60)} min`
  if (seconds < 2 * oneDay) return `${Math.round(seconds / 3_600)} h`
  const days = Math.round(seconds / oneDay)
  return days < 730 ? `${days} d` : unit(Math.floor(days / 365.25), 'year')
}

/** Old reports of a clock that runs say that it is behind; older ones may also have been imported. */
const mayBeImport = (offsetSeconds: number, lastReportAt: string | null): boolean =>
  -offsetSeconds >= oneDay && (lastReportAt === null || Date.parse(lastReportAt) >= unsetBefore)

/** What is wrong with the times of a node's reports, as the end of a sentence about it. */
export function clockText(offsetSeconds: number, lastReportAt: string | null): string {
  const length = lengthText(Math.abs(offsetSeconds))
  return mayBeImport(offsetSeconds, lastReportAt)
    ? `its reports are ${length} old: its clock is behind, or they were imported`
    : `its clock is ${length} ${offsetSeconds > 0 ? 'ahead' : 'behind'}`
}

/** The same in three words, for a row of a table. */
export function shortClockText(offsetSeconds: number, lastReportAt: string | null): string {
  const length = lengthText(Math.abs(offsetSeconds))
  return mayBeImport(offsetSeconds, lastReportAt)
    ? `reports ${length} old`
    : `clock ${length} ${offsetSeconds > 0 ? 'ahead' : 'behind'}`
}

/** The reports of a node that were ahead of their arrival, as a sentence; `seconds` is how far the last of them was. */
export const aheadText = ({ reports, seconds }: { reports: number; seconds: number }): string =>
  `${reports === 1 ? '1 report came' : `${reports} reports came, the last`} from ${lengthText(seconds)} ahead: charted at ${reports === 1 ? 'its' : 'their'} own time, never the latest`
