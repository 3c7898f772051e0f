import { z } from 'zod'
import { actAs } from '@/lib/db/actor'
import { hashOfJob, unreadable } from '@/lib/db/approval-hash'
import { lockJob, moveJob } from '@/lib/db/jobs'
import { decisionCase, insertVote, readCase, readConsent } from '@/lib/db/votes'
import { decisionRefusal } from '@/lib/domain/consent'
import { fail, ok, type Result } from '@/lib/domain/errors'
import { statusName } from '@/lib/domain/job'
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

export type Decided = { status: string; lacks: string | null }

/**
 * Votes on a job. It is Approved as soon as the votes suffice, Rejected by the first vote against it. The job is locked, the
 * rule checked on what the database holds now, and the hash of what was seen compared with what is stored: a change
 * in between is a conflict, never a consent. `lacks` says what is still needed.
 */
export async function decideJob(
  { db, viewer }: Context,
  decision: Decision,
  jobId: string,
  input: unknown,
): Promise<Result<Decided>> {
  if (viewer.kind !== 'person') return fail('forbidden', 'Jobs are decided by people, not by agents.')
  if (!z.guid().safeParse(jobId).success) return noSuchJob()
  const problem = jsonProblem(input)
  if (problem) return fail('invalid', 'Nothing was decided.', { fields: [problem] })
  const parsed = (decision === 'Approved' ? approval : rejection).safeParse(input)
  if (!parsed.success) return fail('invalid', 'Nothing was decided.', { fields: fieldProblems(parsed.error) })
  const { approval_hash: seen, reason: said } = parsed.data
  return db.transaction(async (tx) => {
    const job = await lockJob(tx, jobId)
    if (!job || !nodeScope(viewer, job.target_node_did)) return noSuchJob()
    if (job.status !== 'PendingApproval') return conflict(job)
    const facts = await readCase(tx, jobId, viewer.id)
    const refusal = decisionRefusal(viewer, decisionCase(job, facts))
    if (refusal) return fail('forbidden', refusal)
    if (hashOfJob({ ...job, ...facts }) !== seen)
      return fail('conflict', 'The job is not the one that you were shown; look at it again.', {
        present: job.status,
      })
    if (decision === 'Approved' && seen === unreadable)
      return fail(
        'forbidden',
        'Its parameters cannot be reviewed (nested too deep, or with a number out of range), so nobody can approve them; reject it.',
      )
    await actAs(tx, viewer.did)
    await insertVote(tx, {
      jobId,
      revision: facts.revision,
      personId: viewer.id,
      decision: decision === 'Approved' ? 'approve' : 'reject',
      approvalHash: seen,
      reason: said || null,
    })
    const { met, lacks } = await readConsent(tx, jobId)
    if (decision === 'Approved' && !met) return ok({ status: job.status, lacks })
    const moved = await moveJob(tx, job, {
      status: decision,
      message: said || decision,
      actor_did: viewer.did,
    })
    return moved ? ok({ status: decision, lacks: null }) : conflict(job)
  })
}
