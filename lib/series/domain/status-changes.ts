import type { StatusChanges } from './node-charts'
import type { WindowReading } from './report-windows'
import type { ReportBefore, StatusColumns, StatusReports } from './series'

/**
 * Changes of status from report to report, including the first one against the report before the range. Buckets of one
 * status are known; those of several have been read, or count as few changes as their statuses allow.
 */
export function statusChanges(
  { reports }: StatusColumns,
  statuses: readonly StatusReports[],
  readings: readonly WindowReading[],
  before: ReportBefore | null,
): StatusChanges {
  const changes: StatusChanges = { count: 0, exact: true }
  // The statuses with which what came before may have ended.
  let last = before ? [before.status] : null
  const meet = (next: readonly string[]): void => {
    if (last && !last.some((status) => next.includes(status))) changes.count += 1
  }
  const readAt = new Map(readings.map((reading) => [reading.first, reading]))
  for (let index = 0; index < reports.length; index += 1) {
    const reading = readAt.get(index)
    if (reading) {
      meet([reading.firstStatus])
      changes.count += reading.changes
      last = [reading.lastStatus]
      index = reading.last
      continue
    }
    const present = statuses.filter((status) => (status.reports[index] ?? 0) > 0).map(({ status }) => status)
    if (present.length === 0) continue
    meet(present)
    changes.count += present.length - 1
    if (present.length > 1) changes.exact = false
    last = present
  }
  return changes
}
