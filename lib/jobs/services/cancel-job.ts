import { moveJob, requestStop } from '@/lib/jobs/db/jobs'
import { cancellation } from '@/lib/jobs/domain/calls'
import { cancelRefusal } from '@/lib/jobs/domain/refusals'
import { ok, type Result } from '@/lib/kernel/errors'
import { isStatusIn, type JobStatus, statusesOf } from '@/lib/kernel/job-status'
import type { Context } from '@/lib/people/services/context'
import { conflict } from './job-failures'
import { withLockedJob } from './job-transaction'

export type Cancelled = { status: JobStatus; cancel_requested: boolean }

/**
 * Cancels a job: at once before the claim; afterwards by asking the agent to stop, which confirms with Cancelled.
 * Asking again changes nothing. The agent of a lost job can be asked once it is back; the job then ends as Failed.
 */
export const cancelJob = (context: Context, jobId: string, input: unknown): Promise<Result<Cancelled>> =>
  withLockedJob(
    context,
    {
      body: cancellation,
      otherwise: 'Nothing was cancelled.',
      from: [...statusesOf('cancellable'), 'Lost'],
      // Nobody can stop a silent agent: a conflict, whoever asks.
      refusal: (viewer, job) => (isSilent(job) ? null : cancelRefusal(viewer, job)),
    },
    jobId,
    input,
    async ({ tx, viewer, job, facts, body: { reason } }): Promise<Result<Cancelled>> => {
      const by = { actor_did: viewer.did }
      if (isSilent({ status: job.status, leased: facts.leased })) return conflict(job)
      if (!isStatusIn('started', job.status)) {
        const moved = await moveJob(tx, job, { status: 'Cancelled', message: reason || 'Cancelled', ...by })
        return moved ? ok({ status: 'Cancelled', cancel_requested: false }) : conflict(job)
      }
      if (await requestStop(tx, job.job_id, viewer.id, reason || null)) {
        const message = reason ? `Stop requested: ${reason}` : 'Stop requested'
        if (!(await moveJob(tx, job, { status: job.status, message, ...by }))) return conflict(job)
      }
      return ok({ status: job.status, cancel_requested: true })
    },
  )

const isSilent = ({ status, leased }: { status: string; leased: boolean }): boolean =>
  status === 'Lost' && !leased
