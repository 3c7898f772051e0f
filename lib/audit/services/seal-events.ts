import type { DataSource } from 'typeorm'
import { sha256 } from '@/lib/audit/db/hash'
import {
  eventsToSeal,
  insertSeal,
  lastSeal,
  newestEvent,
  settledEvent,
  trySealLock,
} from '@/lib/audit/db/seals'
import { sealText } from '@/lib/audit/domain/log'
import type { SealingKey } from './signing'

type SealLimits = { eventsPerSeal: number; waitMs: number; budgetMs: number }

/** A writer of events waits at most `waitMs` for the sealer, which waits at most as long for the writers. */
const usual: SealLimits = { eventsPerSeal: 5_000, waitMs: 200, budgetMs: 4_000 }

/** One seal over the next events up to `until`; false when there are none, or while another process seals. */
const sealOnce = (db: DataSource, key: SealingKey, until: string, limit: number): Promise<boolean> =>
  db.transaction(async (tx) => {
    if (!(await trySealLock(tx))) return false
    const last = await lastSeal(tx)
    const { at, events } = await eventsToSeal(tx, { after: last?.eventId ?? '0', until, limit })
    if (events.length === 0) return false
    const content = { no: (last?.no ?? 0) + 1, sealedAt: at, events, prev: last?.hash ?? null }
    const hash = sha256(null, sealText(content))
    await insertSeal(tx, { ...content, hash, signature: key.sign(hash) })
    return true
  })

/**
 * Seals the events that came since the last seal, in seals of at most `eventsPerSeal`, until none is left or the time
 * is used up. The lock that settles the ids is held for one look at the newest event only. Returns how many seals it
 * made; 0 as well when somebody's transaction did not end in time: then the next run does it.
 */
export async function sealEvents(
  db: DataSource,
  key: SealingKey,
  limits: Partial<SealLimits> = {},
): Promise<number> {
  const { eventsPerSeal, waitMs, budgetMs } = { ...usual, ...limits }
  const end = Date.now() + budgetMs
  const [newest, last] = [await newestEvent(db.manager), await lastSeal(db.manager)]
  if (newest === null || BigInt(newest) <= BigInt(last?.eventId ?? 0)) return 0
  const until = await db.transaction(async (tx) =>
    (await trySealLock(tx)) ? settledEvent(tx, waitMs) : null,
  )
  let seals = 0
  while (until !== null && Date.now() < end && (await sealOnce(db, key, until, eventsPerSeal))) seals += 1
  return seals
}
