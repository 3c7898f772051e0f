import type { DataSource } from 'typeorm'
import { lockUndocumented } from '@/lib/jobs/db/documents'
import { moveJob } from '@/lib/jobs/db/jobs'

const batchSize = 200

const message = 'It was approved before Hakim kept what its node would run; it needs a new decision'

/**
 * Jobs that were approved before there were documents go back to be decided, while there is time until their windows open: no
 * agent gets them as they are. Returns how many.
 */
export async function reopenUndocumented(db: DataSource): Promise<number> {
  for (let reopened = 0; ; ) {
    const batch = await db.transaction(async (tx) => {
      const jobs = await lockUndocumented(tx, batchSize)
      for (const job of jobs) await moveJob(tx, job, { status: 'PendingApproval', message })
      return jobs.length
    })
    reopened += batch
    if (batch < batchSize) return reopened
  }
}
