import type { DataSource } from 'typeorm'
import { lockSkipped } from '@/lib/campaigns/db/campaigns'
import { moveJob } from '@/lib/jobs/db/jobs'

const batchSize = 200

/** Cancels requests that can never start: of a cancelled campaign, or of a wave that is over. Returns how many. */
export async function skipJobs(db: DataSource): Promise<number> {
  for (let all = 0; ; ) {
    const batch = await db.transaction(async (tx) => {
      const jobs = await lockSkipped(tx, batchSize)
      for (const { cancelled, ...job } of jobs) {
        const message = cancelled
          ? 'Its campaign was cancelled'
          : job.status === 'Approved'
            ? 'Skipped: no agent claimed it while its wave ran'
            : 'Skipped: not approved while its wave ran'
        await moveJob(tx, job, { status: 'Cancelled', message })
      }
      return jobs.length
    })
    all += batch
    if (batch < batchSize) return all
  }
}
