import type { DataSource, EntityManager } from 'typeorm'
import { guardFailure } from '@/lib/db/connection/failures'
import { MaintenanceJob } from '@/lib/db/entities/maintenance-job'
import { jobState } from '@/lib/jobs/domain/status'
import { fail, type Result } from '@/lib/kernel/errors'

export const noSuchJob = () => fail('not_found', 'There is no such job.')

export const conflict = (job: { status: string }) =>
  fail('conflict', `${jobState(job.status)}; nothing was changed.`, {
    present: job.status,
  })

/**
 * A transaction about one job. If PostgreSQL's guards object because something changed after it was checked, it is
 * rolled back and answered as a failure with the job's current status.
 */
export async function jobTransaction<T>(
  db: DataSource,
  jobId: string,
  work: (tx: EntityManager) => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await db.transaction(work)
  } catch (error) {
    const failure = guardFailure(error)
    if (!failure) throw error
    if (failure.kind === 'forbidden') return { ok: false, error: failure }
    const job = await db.manager.findOneBy(MaintenanceJob, { job_id: jobId })
    return { ok: false, error: { ...failure, ...(job ? { present: job.status } : {}) } }
  }
}
