import type { DataSource } from 'typeorm'
import { noteRetention } from '@/lib/audit/db/report-hours'
import {
  dropKeptBefore,
  nodesWithKept,
  nodesWithReportsBefore,
  type OldNode,
  oldestDayOf,
  retireDay,
} from '@/lib/series/db/retention'
import { tryRollUpLock } from '@/lib/series/db/roll-ups'

/** For how many days raw reports and roll-ups are kept; null: forever. */
export type Retention = { reportDays: number | null; rollUpDays: number | null }

const isSerialization = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '40001'

/** One node and day in its own transaction; null when nothing can be deleted there now. */
const step = (db: DataSource, node: OldNode): Promise<number | null> =>
  db
    .transaction('REPEATABLE READ', async (tx) => ((await tryRollUpLock(tx)) ? retireDay(tx, node) : null))
    .catch((error: unknown) => {
      if (isSerialization(error)) return null
      throw error
    })

async function retireNode(db: DataSource, node: OldNode, before: number, end: number): Promise<number> {
  let deleted = 0
  for (let day: number | null = node.day; day !== null && day < before && Date.now() < end; ) {
    const rows = await step(db, { ...node, day })
    if (rows === null) break
    deleted += rows
    day = await oldestDayOf(db.manager, node.node_did)
  }
  return deleted
}

/**
 * Deletes raw reports that are older than `reportDays` whole days and rolled up, one node and day at a time, until nothing
 * is left or `budgetMs` has passed; then the roll-ups of deleted reports that are older than `rollUpDays`. Writers are
 * neither blocked nor lose reports. Returns how many reports were deleted.
 */
export async function retireReports(
  db: DataSource,
  retention: Retention,
  now: Date,
  budgetMs = 20_000,
): Promise<number> {
  const end = Date.now() + budgetMs
  const today = Math.floor(now.getTime() / 86_400_000)
  let deleted = 0
  if (retention.reportDays !== null) {
    const before = today - retention.reportDays
    const old = await nodesWithReportsBefore(db.manager, before)
    // Otherwise the verification of the log would miss them.
    if (old.length > 0) await db.transaction((tx) => noteRetention(tx, before))
    for (const node of old) deleted += await retireNode(db, node, before, end)
  }
  if (retention.rollUpDays !== null)
    for (const key of await nodesWithKept(db.manager))
      if (Date.now() < end) await dropKeptBefore(db.manager, key, today - retention.rollUpDays)
  return deleted
}
