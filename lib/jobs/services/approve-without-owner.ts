import type { EntityManager } from 'typeorm'
import { readTrust } from '@/lib/fleet/db/node-trust'
import { insertEmergencyApproval } from '@/lib/jobs/db/emergency-approvals'
import { moveJob } from '@/lib/jobs/db/jobs'
import { readApprovers } from '@/lib/jobs/db/on-node'
import { emergencyApproval } from '@/lib/jobs/domain/calls'
import { emergencyOnNode, nodeLacks, unknownKey } from '@/lib/jobs/domain/on-node'
import { emergencyApprovalRefusal } from '@/lib/jobs/domain/refusals'
import { fail, ok, type Result } from '@/lib/kernel/errors'
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
      const refused = await refusedByNode(tx, job, facts.revision, {
        did: viewer.did,
        key: read.value?.vote.statement.key ?? null,
      })
      if (refused) return fail('conflict', refused, { present: job.status })
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

/** Why the node, by the pins that its agent has announced, would refuse the job; null if it would run it, as far as is known. */
async function refusedByNode(
  tx: EntityManager,
  job: { job_id: string; target_node_did: string },
  revision: number,
  { did, key }: { did: string; key: string | null },
): Promise<string | null> {
  const trust = await readTrust(tx, job.target_node_did)
  if (!trust) return null
  const approvers = await readApprovers(tx, job.job_id, revision)
  const { counts, why } = emergencyOnNode(trust, did, key === null ? [] : [key])
  // Unsigned, it stays here, and the owners' signatures may be enough for the node.
  if (counts === 'no') return key === null && nodeLacks(trust, approvers) === null ? null : why
  const unknown = unknownKey(trust, approvers)
  return unknown && `It needs ${unknown}.`
}
