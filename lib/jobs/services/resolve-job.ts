import { moveJob } from '@/lib/jobs/db/jobs'
import { resolution } from '@/lib/jobs/domain/calls'
import { resolveRefusal } from '@/lib/jobs/domain/refusals'
import { ok, type Result } from '@/lib/kernel/errors'
import type { JobStatus } from '@/lib/kernel/job-status'
import type { Context } from '@/lib/people/services/context'
import { conflict } from './job-failures'
import { withLockedJob } from './job-transaction'

/** Records the outcome of a lost job: an owner or administrator who has looked at the node does it. */
export const resolveJob = (
  context: Context,
  jobId: string,
  input: unknown,
): Promise<Result<{ status: JobStatus }>> =>
  withLockedJob(
    context,
    { body: resolution, otherwise: 'Nothing was changed.', from: ['Lost'], refusal: resolveRefusal },
    jobId,
    input,
    async ({ tx, viewer, job, body: { outcome, reason } }) => {
      const moved = await moveJob(tx, job, { status: outcome, message: reason, actor_did: viewer.did })
      return moved ? ok({ status: outcome }) : conflict(job)
    },
  )
