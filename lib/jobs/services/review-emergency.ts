import { readEmergencyApproval, saveReview } from '@/lib/jobs/db/emergency-approvals'
import { emergencyReview } from '@/lib/jobs/domain/calls'
import { reviewRefusal } from '@/lib/jobs/domain/refusals'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { type JobStatus, jobStatuses } from '@/lib/kernel/job-status'
import type { Context } from '@/lib/people/services/context'
import { withLockedJob } from './job-transaction'

/**
 * Records whether it was right to approve a job without its owner: one review for each emergency approval, oldest
 * first.
 */
export const reviewEmergency = (
  context: Context,
  jobId: string,
  input: unknown,
): Promise<Result<{ status: JobStatus }>> =>
  withLockedJob(
    context,
    // The job may have any status by now; the right to review depends on the emergency approval, see below.
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
        approverId: emergency.person_id,
        reviewed: emergency.reviewed,
        standing: emergency.standing,
      })
      if (refusal) return fail('forbidden', refusal)
      await saveReview(tx, { jobId, revision: emergency.revision, personId: viewer.id, ...body })
      return ok({ status: job.status })
    },
  )
