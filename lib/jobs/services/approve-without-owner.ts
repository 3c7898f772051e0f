import { insertEmergencyApproval } from '@/lib/jobs/db/emergency-approvals'
import { moveJob } from '@/lib/jobs/db/jobs'
import { emergencyApproval } from '@/lib/jobs/domain/calls'
import { emergencyApprovalRefusal } from '@/lib/jobs/domain/refusals'
import { ok, type Result } from '@/lib/kernel/errors'
import { type JobStatus, statusesOf } from '@/lib/kernel/job-status'
import type { Context } from '@/lib/people/services/context'
import { unfitProblem } from './check-task'
import { conflict } from './job-failures'
import { withLockedJob } from './job-transaction'
import { shownProblem } from './seen-hash'
import { readSignedVote } from './signed-vote'

/**
 * Approves a job without its node's owner: an administrator does it, for exactly what they were shown, with a written
 * reason, signed if they have a key. From then on it waits for a review.
 */
export const approveWithoutOwner = (
  context: Context,
  jobId: string,
  input: unknown,
): Promise<Result<{ status: JobStatus }>> =>
  withLockedJob(
    context,
    {
      body: emergencyApproval,
      otherwise: 'The job was not approved.',
      from: statusesOf('decidable'),
      refusal: emergencyApprovalRefusal,
    },
    jobId,
    input,
    async ({ tx, viewer, job, facts, body: { approval_hash: seen, reason, signed } }) => {
      const problem = shownProblem(job, facts, seen) ?? (await unfitProblem(tx, job))
      if (problem) return problem
      const read = await readSignedVote(tx, viewer, {
        ...{ jobId, digest: seen, decision: 'emergency', reason, signed },
      })
      if (!read.ok) return read
      await insertEmergencyApproval(tx, {
        jobId,
        revision: facts.revision,
        personId: viewer.id,
        approvalHash: seen,
        reason,
        signed: read.value,
      })
      const message = `Without the owner: ${reason}`
      const moved = await moveJob(tx, job, { status: 'Approved', message, actor_did: viewer.did })
      return moved ? ok({ status: 'Approved' }) : conflict(job)
    },
  )
