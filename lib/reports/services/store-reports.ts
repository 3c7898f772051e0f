import type { EntityManager } from 'typeorm'
import { isDeadlock, isRowRefused } from '@/lib/db/connection/failures'
import { log } from '@/lib/log/log'
import { insertReports, type ReportRow } from '@/lib/reports/db/reports'

/** What became of a report. `refused`: the database objects to this very one. */
export type Stored = 'accepted' | 'duplicate' | 'refused'

/**
 * Inserts reports and says of each what became of it. One that the database objects to does not take the others with
 * it: the batch is halved until that one is alone. Throws what concerns all of them, such as a lost connection; a part
 * may be stored then, which a repeat finds as duplicates.
 */
export async function storeReports(
  db: EntityManager,
  reports: readonly ReportRow[],
  attempt = 1,
): Promise<Stored[]> {
  if (reports.length === 0) return []
  try {
    const fresh = await insertReports(db, reports)
    return fresh.map((isNew) => (isNew ? 'accepted' : 'duplicate'))
  } catch (error) {
    // Two batches with the same reports in another order may wait for each other.
    if (isDeadlock(error) && attempt < 3) return storeReports(db, reports, attempt + 1)
    if (!isRowRefused(error)) throw error
    if (reports.length === 1) {
      const [report] = reports
      log().error({ err: error, report_id: report?.reportId }, 'The database refused a report')
      return ['refused']
    }
    const half = Math.ceil(reports.length / 2)
    const before = await storeReports(db, reports.slice(0, half))
    return [...before, ...(await storeReports(db, reports.slice(half)))]
  }
}
