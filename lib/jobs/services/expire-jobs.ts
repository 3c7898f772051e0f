import type { DataSource, EntityManager } from 'typeorm'
import type { MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import { moveJob } from '@/lib/jobs/db/jobs'
import { lockDue } from '@/lib/jobs/db/requests'

const batchSize = 200

/** Ends a locked job whose expiry or window has passed. Returns its status afterwards. */
export async function expireJob(tx: EntityManager, job: MaintenanceJobRow): Promise<'Expired'> {
  const message = job.status === 'Approved' ? 'No agent claimed it in time' : 'Nobody decided in time'
  if (!(await moveJob(tx, job, { status: 'Expired', message })))
    throw new Error(`Job ${job.job_id} was moved although it is locked`)
  return 'Expired'
}

/**
 * Pending and approved jobs whose time has passed become Expired, one batch a transaction; jobs that others have
 * locked are left to them or to the next run. Returns how many.
 */
export async function expireJobs(db: DataSource): Promise<number> {
  for (let expired = 0; ; ) {
    const batch = await db.transaction(async (tx) => {
      const due = await lockDue(tx, batchSize)
      for (const job of due) await expireJob(tx, job)
      return due.length
    })
    expired += batch
    if (batch < batchSize) return expired
  }
}
