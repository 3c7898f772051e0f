import type { EntityManager } from 'typeorm'
import { jobsUnlessLocked } from '@/lib/db/connection/jobs-locked'
import { database } from '@/lib/db/connection/server-database'
import { readReviews } from '@/lib/jobs/db/job-consent'
import { countWaiting } from '@/lib/jobs/db/waiting'
import type { PersonViewer } from '@/lib/kernel/role'

/** How many jobs wait for this person: for their decision, or for their review of an emergency approval. */
export async function waitingFor(db: EntityManager, viewer: PersonViewer): Promise<number> {
  const [toDecide, toReview] = await Promise.all([countWaiting(db, viewer), readReviews(db, viewer)])
  return toDecide + toReview.length
}

/** The same for a page that reads nothing else from the board: 0 while another program has locked the jobs. */
export async function jobsWaiting(viewer: PersonViewer): Promise<number> {
  const { manager } = await database()
  return jobsUnlessLocked(manager, async (jobs) => (jobs ? waitingFor(manager, viewer) : 0))
}
