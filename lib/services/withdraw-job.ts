import { moveJob } from '@/lib/db/jobs'
import { withdrawVote } from '@/lib/db/votes'
import { withdrawRefusal } from '@/lib/domain/consent'
import { ok, type Result } from '@/lib/domain/errors'
import { withdrawal } from '@/lib/domain/job-calls'
import type { Context } from './context'
import { conflict } from './job-failures'
import { onJob } from './on-job'

/**
 * Takes an approval back before the claim. While the job is pending this is the viewer's own vote; an approved job goes
 * back to be decided anew, and all votes are void.
 */
export const withdrawJob = (
  context: Context,
  jobId: string,
  input: unknown,
): Promise<Result<{ status: string }>> =>
  onJob(
    context,
    {
      body: withdrawal,
      otherwise: 'Nothing was withdrawn.',
      from: ['PendingApproval', 'Approved'],
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
