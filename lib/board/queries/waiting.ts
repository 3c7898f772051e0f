import type { EntityManager } from 'typeorm'
import { jobsUnlessLocked } from '@/lib/db/connection/jobs-locked'
import { database } from '@/lib/db/connection/server-database'
import { readReviews } from '@/lib/jobs/db/emergencies'
import { countWaiting } from '@/lib/jobs/db/waiting'
import type { PersonViewer } from '@/lib/kernel/role'

/**
 * What waits for this person: how many jobs for their decision, and which for their review of an emergency approval. One
 * after the other, since a page reads much else at the same time.
 */
export async function readWaiting(
  db: EntityManager,
  viewer: PersonViewer,
): Promise<{ toDecide: number; toReview: string[] }> {
  return { toDecide: await countWaiting(db, viewer), toReview: await readReviews(db, viewer) }
}

/** The sum for a page that reads nothing else from the board: 0 while another program has locked the jobs. */
export async function jobsWaiting(viewer: PersonViewer): Promise<number> {
  const { manager } = await database()
  return jobsUnlessLocked(manager, async (jobs) => {
    if (!jobs) return 0
    const { toDecide, toReview } = await readWaiting(manager, viewer)
    return toDecide + toReview.length
  })
}
