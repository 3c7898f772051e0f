import { database } from '@/lib/db/connection/server-database'
import type { BackfillNote } from '@/lib/fleet/domain/fleet-page'
import { backfillProgress } from '@/lib/series/db/backfill'

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
