import { moveJob } from '@/lib/db/jobs'
import { resolveRefusal } from '@/lib/domain/consent'
import { ok, type Result } from '@/lib/domain/errors'
import { resolution } from '@/lib/domain/job-calls'
import type { Context } from './context'
import { conflict } from './job-failures'
import { onJob } from './on-job'

/** Says how a lost job ended, by an owner or administrator who has looked at the node. */
export const resolveJob = (
  context: Context,
  jobId: string,
  input: unknown,
): Promise<Result<{ status: string }>> =>
  onJob(
    context,
    { body: resolution, otherwise: 'Nothing was changed.', from: ['Lost'], refusal: resolveRefusal },
    jobId,
    input,
    async ({ tx, viewer, job, body: { outcome, reason } }) => {
      const moved = await moveJob(tx, job, { status: outcome, message: reason, actor_did: viewer.did })
      return moved ? ok({ status: outcome }) : conflict(job)
    },
  )
