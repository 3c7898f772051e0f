import type { DataSource } from 'typeorm'
import {
  eventsForCheckpoint,
  insertCheckpoint,
  lastCheckpoint,
  lastCommittedEvent,
  newestEvent,
  tryCheckpointLock,
} from '@/lib/audit/db/checkpoints'
import { sha256 } from '@/lib/audit/db/hash'
import { checkpointText } from '@/lib/audit/domain/log'
import type { CheckpointKey } from './signing'

type CheckpointLimits = { eventsPerCheckpoint: number; waitMs: number; budgetMs: number }

/** Writers of events wait at most `waitMs` for the lock that is taken here, which waits at most as long for them. */
const defaults: CheckpointLimits = { eventsPerCheckpoint: 5_000, waitMs: 200, budgetMs: 4_000 }

/** Makes one checkpoint over the next events up to `until`; false if there are none, or if another process is doing it. */
const makeCheckpoint = (db: DataSource, key: CheckpointKey, until: string, limit: number): Promise<boolean> =>
  db.transaction(async (tx) => {
    if (!(await tryCheckpointLock(tx))) return false
    const last = await lastCheckpoint(tx)
    const { at, events } = await eventsForCheckpoint(tx, { after: last?.eventId ?? '0', until, limit })
    if (events.length === 0) return false
    const content = { no: (last?.no ?? 0) + 1, createdAt: at, events, prev: last?.hash ?? null }
    const hash = sha256(null, checkpointText(content))
    await insertCheckpoint(tx, { ...content, hash, signature: key.sign(hash) })
    return true
  })

/**
 * Makes checkpoints of up to `eventsPerCheckpoint` events until all new events are covered or `budgetMs` is used up. The
 * lock on the table is held only while the newest event is read. Returns how many checkpoints it made; 0 also if an open
 * transaction did not end in time, in which case the next run covers its events.
 */
export async function makeCheckpoints(
  db: DataSource,
  key: CheckpointKey,
  limits: Partial<CheckpointLimits> = {},
): Promise<number> {
  const { eventsPerCheckpoint, waitMs, budgetMs } = { ...defaults, ...limits }
  const end = Date.now() + budgetMs
  const [newest, last] = [await newestEvent(db.manager), await lastCheckpoint(db.manager)]
  if (newest === null || BigInt(newest) <= BigInt(last?.eventId ?? 0)) return 0
  const until = await db.transaction(async (tx) =>
    (await tryCheckpointLock(tx)) ? lastCommittedEvent(tx, waitMs) : null,
  )
  let checkpoints = 0
  while (until !== null && Date.now() < end && (await makeCheckpoint(db, key, until, eventsPerCheckpoint)))
    checkpoints += 1
  return checkpoints
}
