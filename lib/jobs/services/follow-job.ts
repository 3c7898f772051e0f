import { z } from 'zod'
import { follow, unfollow } from '@/lib/jobs/db/follows'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { jobStatuses } from '@/lib/kernel/job-status'
import type { Context } from '@/lib/people/services/context'
import { withLockedJob } from './job-transaction'

export type Followed = { following: boolean }

/** Tells whoever asks of a job as its requester is told, or no longer, beyond what they are told of anyway. */
export const followJob = (context: Context, jobId: string, following: boolean): Promise<Result<Followed>> =>
  withLockedJob(
    context,
    { body: z.strictObject({}), otherwise: 'Nothing was changed.', from: jobStatuses, refusal: () => null },
    jobId,
    {},
    async ({ tx, viewer, job }) => {
      if (!following) await unfollow(tx, jobId, viewer.id)
      else if (!(await follow(tx, jobId, [viewer.id])))
        return fail('conflict', 'This job is over; nothing more will be told of it.', { present: job.status })
      return ok({ following })
    },
  )
