import { skipDryRun as skip } from '@/lib/jobs/db/dry-runs'
import { skipping } from '@/lib/jobs/domain/calls'
import { skipDryRunRefusal } from '@/lib/jobs/domain/refusals'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { type JobStatus, statusesOf } from '@/lib/kernel/job-status'
import type { Context } from '@/lib/people/services/context'
import { withLockedJob } from './job-transaction'

/** Goes on without the dry run that approvals wait for; what comes of it later is refused. */
export const skipDryRun = (
  context: Context,
  jobId: string,
  input: unknown,
): Promise<Result<{ status: JobStatus }>> =>
  withLockedJob(
    context,
    {
      body: skipping,
      otherwise: 'Nothing was changed.',
      from: statusesOf('decidable'),
      refusal: skipDryRunRefusal,
    },
    jobId,
    input,
    async ({ tx, viewer, job, facts }) => {
      if (!facts.trying_until)
        return fail('conflict', 'The job does not wait for a dry run; nothing was changed.', {
          present: job.status,
        })
      await skip(tx, viewer.id, jobId)
      return ok({ status: job.status })
    },
  )
