import type { DataSource } from 'typeorm'
import { sha256 } from '@/lib/audit/db/hash'
import {
  beginReportLog,
  insertHour,
  lastClosedHour,
  lateOfHour,
  logAboutReports,
  nodesOfHour,
  reportLog,
  setDigested,
  tryReportLock,
  waitForWriters,
} from '@/lib/audit/db/report-hours'
import { hourText } from '@/lib/audit/domain/report-hours'

/** A server that was off for long takes several runs. */
const mostHours = 24

/**
 * Makes the digests of all hours that have been closed since: of each node one, once, and one event for all of them. Nothing
 * makes them again after a report was edited. Returns how many hours it dealt with.
 */
export async function digestReports(db: DataSource, waitMs = 200): Promise<number> {
  const log = await reportLog(db.manager)
  if (!log) {
    await beginReportLog(db.manager)
    return 0
  }
  const until = Math.min(await lastClosedHour(db.manager), log.digested_hour + mostHours)
  if (until <= log.digested_hour) return 0
  // Whoever began to write before the hour was closed has committed; whoever comes after this is late.
  if (!(await db.transaction((tx) => waitForWriters(tx, waitMs)))) return 0
  let hours = 0
  for (let hour = log.digested_hour + 1; hour <= until; hour += 1) {
    if (!(await digestHour(db, hour))) break
    hours += 1
  }
  return hours
}

const digestHour = (db: DataSource, hour: number): Promise<boolean> =>
  db.transaction(async (tx) => {
    if (!(await tryReportLock(tx)) || (await reportLog(tx))?.digested_hour !== hour - 1) return false
    const nodes = await nodesOfHour(tx, hour)
    const { late, sha256: late_sha256 } = await lateOfHour(tx, hour)
    if (nodes.length > 0) await insertHour(tx, hour, nodes)
    await setDigested(tx, hour)
    if (nodes.length + late > 0)
      await logAboutReports(tx, 'reports digested', {
        ...{ hour, nodes: nodes.length, reports: nodes.reduce((sum, { reports }) => sum + reports, 0) },
        ...{ sha256: sha256(null, hourText(nodes)), late, late_sha256 },
      })
    return true
  })
