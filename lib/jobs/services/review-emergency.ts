import { readEmergencyApproval, saveReview } from '@/lib/jobs/db/emergency-approvals'
import { emergencyReview } from '@/lib/jobs/domain/calls'
import { reviewRefusal } from '@/lib/jobs/domain/refusals'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { jobStatuses } from '@/lib/kernel/job-status'
import type { Context } from '@/lib/people/services/context'
import { withLockedJob } from './job-transaction'

/**
 * Says afterwards whether it was right to run a job without its owner; once for each broken glass, the oldest that waits
 * first.
 */
export const reviewEmergency = (
  context: Context,
  jobId: string,
  input: unknown,
): Promise<Result<{ status: string }>> =>
  withLockedJob(
    context,
    // The job may be in any status by then; who may review hangs on the broken glass, see below.
    { body: emergencyReview, otherwise: 'Nothing was reviewed.', from: jobStatuses, refusal: () => null },
    jobId,
    input,
    async ({ tx, viewer, job, body }) => {
      const emergency = await readEmergencyApproval(tx, jobId, viewer.id)
      if (!emergency || emergency.reviewed)
        return fail(
          'conflict',
          emergency ? 'This has already been reviewed.' : 'This job was not approved without its owner.',
          {
            present: job.status,
          },
        )
      const refusal = reviewRefusal(viewer, {
        requesterDid: job.requester_did,
        brokenBy: emergency.person_id,
        reviewed: emergency.reviewed,
        standing: emergency.standing,
      })
      if (refusal) return fail('forbidden', refusal)
      await saveReview(tx, { jobId, revision: emergency.revision, personId: viewer.id, ...body })
      return ok({ status: job.status })
    },
  )
