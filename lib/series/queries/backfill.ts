import { database } from '@/lib/db/connection/server-database'
import { backfillProgress } from '@/lib/series/db/backfill'

/** How far the reports from before Hakim are rolled up. `share`: of the time they span, 0 … 1. */
type BackfillNote = { reached: string | null; share: number }

export async function backfillNote(): Promise<BackfillNote | null> {
  const { nodesWaiting, beforeDay, oldestDay } = await backfillProgress((await database()).manager)
  if (nodesWaiting === 0) return null
  const today = Math.floor(Date.now() / 86_400_000) + 1
  const span = oldestDay === null ? 0 : today - oldestDay
  return {
    reached: beforeDay === null ? null : new Date(beforeDay * 86_400_000).toISOString().slice(0, 10),
    share: beforeDay === null || span <= 0 ? 0 : Math.min(1, Math.max(0, (today - beforeDay) / span)),
  }
}
