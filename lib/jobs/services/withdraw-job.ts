import { moveJob } from '@/lib/jobs/db/jobs'
import { withdrawVote } from '@/lib/jobs/db/votes'
import { withdrawal } from '@/lib/jobs/domain/calls'
import { withdrawRefusal } from '@/lib/jobs/domain/refusals'
import { ok, type Result } from '@/lib/kernel/errors'
import { type JobStatus, statusesOf } from '@/lib/kernel/job-status'
import type { Context } from '@/lib/people/services/context'
import { conflict } from './job-failures'
import { withLockedJob } from './job-transaction'

/**
 * Withdraws an approval before the claim. While the job is pending, this is the viewer's own vote; an approved job
 * goes back to pending, and all votes are void.
 */
export const withdrawJob = (
  context: Context,
  jobId: string,
  input: unknown,
): Promise<Result<{ status: JobStatus }>> =>
  withLockedJob(
    context,
    {
      body: withdrawal,
      otherwise: 'Nothing was withdrawn.',
      from: statusesOf('unclaimed'),
      refusal: withdrawRefusal,
    },
    jobId,
    input,
    async ({ tx, viewer, job, facts, body }) => {
      await withdrawVote(tx, jobId, facts.revision, viewer.id)
      const message = body.reason || (job.status === 'Approved' ? 'Approval withdrawn' : 'Vote withdrawn')
      const change = { status: 'PendingApproval', message, actor_did: viewer.did }
      return (await moveJob(tx, job, change)) ? ok({ status: 'PendingApproval' }) : conflict(job)
    },
  )
