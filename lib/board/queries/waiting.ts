import type { EntityManager } from 'typeorm'
import { readReviews } from '@/lib/jobs/db/job-consent'
import { countWaiting } from '@/lib/jobs/db/waiting'
import type { PersonViewer } from '@/lib/people/domain/role'

/** How many jobs wait for this person: to be decided, and to have their broken glass reviewed. */
export async function waitingFor(db: EntityManager, viewer: PersonViewer): Promise<number> {
  const [toDecide, toReview] = await Promise.all([countWaiting(db, viewer), readReviews(db, viewer)])
  return toDecide + toReview.length
}
