import type { EntityManager } from 'typeorm'
import { isDeadlock, isRowRefused } from '@/lib/db/connection/failures'
import { log } from '@/lib/log/log'
import { foreignReports, insertReports, type ReportRow } from '@/lib/reports/db/reports'

/** The outcome for a report. `refused`: the database refused this very report; `foreign`: another node has its id. */
export type Stored = 'accepted' | 'duplicate' | 'foreign' | 'refused'

/**
 * Inserts reports and returns the outcome for each. One that the database refuses does not fail the others: the batch is
 * halved until that report is alone. Throws errors that concern all, such as a lost connection; some reports may be stored
 * by then, and are duplicates when sent again.
 */
export async function storeReports(
  db: EntityManager,
  reports: readonly ReportRow[],
  attempt = 1,
): Promise<Stored[]> {
  if (reports.length === 0) return []
  try {
    const fresh = await insertReports(db, reports)
    const known = reports.filter((_, index) => !fresh[index])
    const foreign = known.length > 0 ? await foreignReports(db, known) : new Set<ReportRow>()
    return reports.map((report, index) =>
      fresh[index] ? 'accepted' : foreign.has(report) ? 'foreign' : 'duplicate',
    )
  } catch (error) {
    // Two batches with the same reports in different order may deadlock.
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
