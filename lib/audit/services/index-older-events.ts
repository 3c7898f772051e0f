import type { DataSource } from 'typeorm'
import { indexOlder } from '@/lib/audit/db/entries'

const eventsPerStep = 2_000
const budgetMs = 3_000

/**
 * Adds events from before the index, or from a time without triggers, to it, the newest first, until all are in or
 * `budgetMs` is used up. Returns how many it added.
 */
export async function indexOlderEvents(db: DataSource, limit = eventsPerStep): Promise<number> {
  const end = Date.now() + budgetMs
  for (let added = 0; ; ) {
    const more = await indexOlder(db.manager, limit)
    added += more
    if (more < limit || Date.now() > end) return added
  }
}
