import type { DataSource, EntityManager } from 'typeorm'
import { takeExpiring, takeUntold } from '@/lib/jobs/db/told'
import { expiryNotice, jobNotice } from '@/lib/jobs/domain/job-notice'
import { notify } from '@/lib/notices/services/notify'

const batchSize = 200

/**
 * Tells people of jobs that wait for them, of what became of jobs that concern them, and of requests that soon expire.
 * Whoever changes jobs, by plain SQL too: it goes by the log. Returns how many events and jobs it looked at.
 */
export async function tellOfJobs(db: DataSource): Promise<number> {
  const events = await inBatches(db, async (tx) => {
    const taken = await takeUntold(tx, batchSize)
    await notify(
      tx,
      taken.flatMap(({ job, event }) => (job && jobNotice(job, event)) ?? []),
    )
    return taken.length
  })
  const expiring = await inBatches(db, async (tx) => {
    const jobs = await takeExpiring(tx, batchSize)
    await notify(tx, jobs.map(expiryNotice))
    return jobs.length
  })
  return events + expiring
}

/** Each batch is a transaction: what was told is no longer waiting, and never the one without the other. */
async function inBatches(db: DataSource, work: (tx: EntityManager) => Promise<number>): Promise<number> {
  for (let all = 0; ; ) {
    const done = await db.transaction(work)
    all += done
    if (done < batchSize) return all
  }
}
