import type { DataSource } from 'typeorm'
import { foldDays } from '@/lib/series/db/fold-days'
import {
  foldChunks,
  foldLock,
  markDays,
  takeDirtyChunks,
  takeDirtyDays,
  thinMarks,
} from '@/lib/series/db/roll-ups'

const chunksPerStep = 200
const daysPerStep = 200

/** An hour is folded a minute after it ended: until then its reports still come, and readers take the raw rows. */
const graceSeconds = 60

/** One bounded step, in a transaction of its own: killed at any point, its marks are still there. */
const foldStep = (db: DataSource, now: Date): Promise<boolean> =>
  db.transaction(async (tx) => {
    await foldLock(tx)
    const seconds = now.getTime() / 1_000 - graceSeconds
    const chunks = await takeDirtyChunks(tx, Math.floor(seconds / 3_600), chunksPerStep)
    if (chunks.keys.length > 0) {
      await foldChunks(tx, chunks)
      await markDays(tx, chunks)
      return true
    }
    const days = await takeDirtyDays(tx, Math.floor((seconds - graceSeconds) / 86_400), daysPerStep)
    if (days.keys.length > 0) await foldDays(tx, days)
    return days.keys.length > 0
  })

/**
 * Folds what is marked and over into the roll-ups, until nothing is left or `budgetMs` is used up. Several server
 * processes take turns. Returns whether something may be left.
 */
export async function rollUp(db: DataSource, now: Date, budgetMs = 4_000): Promise<boolean> {
  const end = Date.now() + budgetMs
  while (await foldStep(db, now)) if (Date.now() >= end) return true
  return false
}

/** Thins out the marks of hours that are not over. */
export const thinRollUpMarks = (db: DataSource): Promise<void> =>
  db.transaction(async (tx) => {
    await foldLock(tx)
    await thinMarks(tx)
  })
