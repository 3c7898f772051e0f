import type { DataSource } from 'typeorm'
import { rebuildDays } from '@/lib/series/db/roll-up-days'
import {
  deleteDuplicateMarks,
  markDays,
  takeDirtyDays,
  takeMarkedBuckets,
} from '@/lib/series/db/roll-up-marks'
import { rebuildBuckets, rollUpLock } from '@/lib/series/db/roll-ups'

const chunksPerStep = 200
const daysPerStep = 200

/** A bucket is rolled up a minute after it ended: until then reports may still come, and readers use the raw reports. */
const graceSeconds = 60

/** One bounded step in its own transaction, so that a kill loses no marks. */
const rollUpStep = (db: DataSource, now: Date): Promise<boolean> =>
  db.transaction(async (tx) => {
    await rollUpLock(tx)
    const seconds = now.getTime() / 1_000 - graceSeconds
    const chunks = await takeMarkedBuckets(tx, Math.floor(seconds / 300), chunksPerStep)
    if (chunks.keys.length > 0) {
      await rebuildBuckets(tx, chunks)
      await markDays(tx, chunks)
      return true
    }
    const days = await takeDirtyDays(tx, Math.floor((seconds - graceSeconds) / 86_400), daysPerStep)
    if (days.keys.length > 0) await rebuildDays(tx, days)
    return days.keys.length > 0
  })

/**
 * Rolls up all marked buckets and days that have ended, until nothing is left or `budgetMs` has passed. Several server
 * processes take turns. Returns whether something may be left.
 */
export async function rollUp(db: DataSource, now: Date, budgetMs = 4_000): Promise<boolean> {
  const end = Date.now() + budgetMs
  while (await rollUpStep(db, now)) if (Date.now() >= end) return true
  return false
}

export const deleteDuplicateRollUpMarks = (db: DataSource): Promise<void> =>
  db.transaction(async (tx) => {
    await rollUpLock(tx)
    await deleteDuplicateMarks(tx)
  })
