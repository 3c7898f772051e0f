import type { DataSource } from 'typeorm'
import { lockExpiredLeases, moveJob } from '@/lib/jobs/db/jobs'

/** Running jobs without a heartbeat become Lost: the outcome is unknown, and nothing runs them again automatically. */
export const markLost = (db: DataSource): Promise<number> =>
  db.transaction(async (tx) => {
    const silent = await lockExpiredLeases(tx, 100)
    for (const job of silent)
      await moveJob(tx, job, {
        status: 'Lost',
        message: 'The agent went silent; the outcome is unknown',
      })
    return silent.length
  })
