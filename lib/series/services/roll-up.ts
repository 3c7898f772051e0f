import type { DataSource, EntityManager } from 'typeorm'
import { addReports, crowdedBuckets } from '@/lib/series/db/crowded-buckets'
import { rebuildDays } from '@/lib/series/db/roll-up-days'
import {
  forgetAdded,
  markDays,
  mergeMarks,
  type TakenBuckets,
  takeCrowdedBuckets,
  takeDirtyDays,
  takeMarkedBuckets,
} from '@/lib/series/db/roll-up-marks'
import { type NodeChunks, rebuildBuckets, rollUpLock } from '@/lib/series/db/roll-ups'
import { inOneSnapshot } from './in-one-snapshot'

const chunksPerStep = 200
const daysPerStep = 200

/** A bucket is rolled up a minute after it ended: until then reports may still come, and readers use the raw reports. */
const graceSeconds = 60

const openBucket = (now: Date): number => Math.floor((now.getTime() / 1_000 - graceSeconds) / 300)

/** Those of these buckets that are chosen. */
const chosen = ({ keys, slots }: NodeChunks, bits: readonly number[]): NodeChunks => {
  const places = [...keys.keys()].filter((place) => bits[place] !== 0)
  const pick = (values: readonly number[]) => places.map((place) => values[place] ?? 0)
  return { keys: pick(keys), slots: pick(slots), buckets: pick(bits) }
}

/** Reports are added to buckets that have very many already; the others are read again as a whole. */
async function rollUpBuckets(tx: EntityManager, taken: TakenBuckets): Promise<boolean> {
  if (taken.keys.length === 0) return false
  const crowded = await crowdedBuckets(tx, taken)
  const isCrowded = taken.buckets.map(
    (buckets, place) => buckets & (crowded[place] ?? 0) & ~(taken.changed[place] ?? 0),
  )
  const grown = chosen(taken, isCrowded)
  const rebuilt = chosen(
    taken,
    taken.buckets.map((buckets, place) => buckets & ~(isCrowded[place] ?? 0)),
  )
  if (grown.keys.length > 0) await addReports(tx, grown, taken.added)
  if (rebuilt.keys.length > 0) {
    await rebuildBuckets(tx, rebuilt)
    await forgetAdded(tx, rebuilt)
  }
  await markDays(tx, taken)
  return true
}

/** One bounded step in its own transaction, so that a kill loses no marks. */
const rollUpStep = (db: DataSource, now: Date): Promise<boolean | null> =>
  inOneSnapshot(db, async (tx) => {
    if (await rollUpBuckets(tx, await takeMarkedBuckets(tx, openBucket(now), chunksPerStep))) return true
    const seconds = now.getTime() / 1_000 - 2 * graceSeconds
    const days = await takeDirtyDays(tx, Math.floor(seconds / 86_400), daysPerStep)
    if (days.keys.length > 0) await rebuildDays(tx, days)
    return days.keys.length > 0
  })

async function repeat(step: () => Promise<boolean | null>, budgetMs: number): Promise<boolean> {
  const end = Date.now() + budgetMs
  while ((await step()) !== false) if (Date.now() >= end) return true
  return false
}

/**
 * Rolls up all marked buckets and days that have ended, until nothing is left or `budgetMs` has passed. Several server
 * processes take turns. Returns whether something may be left.
 */
export const rollUp = (db: DataSource, now: Date, budgetMs = 4_000): Promise<boolean> =>
  repeat(() => rollUpStep(db, now), budgetMs)

/**
 * The same for buckets that have not ended but of which very many reports wait, so that no page has to read them all
 * (docs/decisions/0085-crowded-buckets.md).
 */
export const rollUpCrowded = (db: DataSource, now: Date, budgetMs = 1_500): Promise<boolean> =>
  repeat(
    () => inOneSnapshot(db, async (tx) => rollUpBuckets(tx, await takeCrowdedBuckets(tx, openBucket(now)))),
    budgetMs,
  )

export const mergeRollUpMarks = (db: DataSource): Promise<void> =>
  db.transaction(async (tx) => {
    await rollUpLock(tx)
    await mergeMarks(tx)
  })
