import { z } from 'zod'
import { hashOfJob, unreadable } from '@/lib/db/approval-hash'
import { lockJob, moveJob, nodeOwner } from '@/lib/db/jobs'
import { fail, ok, type Result } from '@/lib/domain/errors'
import { type DecisionCase, decisionRefusal, statusName } from '@/lib/domain/job'
import { fieldProblems, jsonProblem } from '@/lib/domain/json'
import { nodeScope } from '@/lib/domain/scope'
import type { Context } from './context'

const reason = z.string().trim().max(2_000, 'must have at most 2,000 characters')
const approval_hash = z
  .string()
  .refine(
    (text) => text === unreadable || /^[0-9a-f]{64}$/.test(text),
    'must be the approval_hash of the job as it was shown',
  )

export const approval = z.strictObject({ approval_hash, reason: reason.optional() })
export const rejection = z.strictObject({
  approval_hash,
  reason: reason.min(1, 'must say why; the requester reads it'),
})

export type Decision = 'Approved' | 'Rejected'

export const noSuchJob = () => fail('not_found', 'There is no such job.')

export const conflict = (job: { status: string }) =>
  fail('conflict', `This job is ${statusName(job.status)} by now; nothing was changed.`, {
    present: job.status,
  })

/**
 * Approves or rejects a job for the node's owner. The job is locked, the rule checked on what the database holds now,
 * and the hash of what was seen compared with what is stored: a change in between is a conflict, never a consent.
 */
export async function decideJob(
  { db, viewer }: Context,
  decision: Decision,
  jobId: string,
  input: unknown,
): Promise<Result<{ status: string }>> {
  if (viewer.kind !== 'person') return fail('forbidden', 'Jobs are decided by people, not by agents.')
  if (!z.guid().safeParse(jobId).success) return noSuchJob()
  const problem = jsonProblem(input)
  if (problem) return fail('invalid', 'Nothing was decided.', { fields: [problem] })
  const parsed = (decision === 'Approved' ? approval : rejection).safeParse(input)
  if (!parsed.success) return fail('invalid', 'Nothing was decided.', { fields: fieldProblems(parsed.error) })
  return db.transaction(async (tx) => {
    const job = await lockJob(tx, jobId)
    if (!job || !nodeScope(viewer, job.target_node_did)) return noSuchJob()
    if (job.status !== 'PendingApproval') return conflict(job)
    const facts: DecisionCase = {
      status: job.status,
      requesterDid: job.requester_did,
      nodeOwnerId: await nodeOwner(tx, job.target_node_did),
    }
    const refusal = decisionRefusal(viewer, facts)
    if (refusal) return fail('forbidden', refusal)
    if (hashOfJob(job) !== parsed.data.approval_hash)
      return fail('conflict', 'The job is not the one that you were shown; look at it again.', {
        present: job.status,
      })
    if (decision === 'Approved' && parsed.data.approval_hash === unreadable)
      return fail(
        'forbidden',
        'Its parameters cannot be reviewed (nested too deep, or with a number out of range), so nobody can approve them; reject it.',
      )
    const moved = await moveJob(tx, job, {
      status: decision,
      message: parsed.data.reason || decision,
      actor_did: viewer.did,
    })
    return moved ? ok({ status: decision }) : conflict(job)
  })
}
