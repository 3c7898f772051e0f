import { setTimeout as pause } from 'node:timers/promises'
import type { DataSource } from 'typeorm'
import { backfillStep } from '@/lib/series/db/backfill'
import { buildNodeTimeIndex } from '@/lib/series/db/node-time-index'
import { rollUpLock } from '@/lib/series/db/roll-ups'

/**
 * Rolls up the reports from before Hakim, newest first, in small transactions with pauses that leave the database to
 * others, until nothing is left or `budgetMs` has passed. After a kill it continues later. Returns whether something may
 * be left.
 */
export async function backfill(db: DataSource, budgetMs = 4_000): Promise<boolean> {
  if (!(await buildNodeTimeIndex(db))) return true
  const end = Date.now() + budgetMs
  for (;;) {
    const begin = Date.now()
    const more = await db.transaction(async (tx) => {
      await rollUpLock(tx)
      return backfillStep(tx)
    })
    if (!more || Date.now() >= end) return more
    await pause((Date.now() - begin) / 5)
  }
}
