import { z } from 'zod'
import { actAs } from '@/lib/db/actor'
import { lockJob, moveJob } from '@/lib/db/jobs'
import { decisionCase, readCase } from '@/lib/db/votes'
import { cancelRefusal } from '@/lib/domain/consent'
import { fail, ok, type Result } from '@/lib/domain/errors'
import { fieldProblems, jsonProblem } from '@/lib/domain/json'
import { nodeScope } from '@/lib/domain/scope'
import type { Context } from './context'
import { conflict, noSuchJob } from './decide-job'

export const cancellation = z.strictObject({
  reason: z.string().trim().max(2_000, 'must have at most 2,000 characters').optional(),
})

/** Calls a job off before an agent has claimed it. */
export async function cancelJob(
  { db, viewer }: Context,
  jobId: string,
  input: unknown,
): Promise<Result<{ status: string }>> {
  if (viewer.kind !== 'person') return fail('forbidden', 'Jobs are cancelled by people, not by agents.')
  if (!z.guid().safeParse(jobId).success) return noSuchJob()
  const problem = jsonProblem(input)
  if (problem) return fail('invalid', 'Nothing was cancelled.', { fields: [problem] })
  const parsed = cancellation.safeParse(input ?? {})
  if (!parsed.success)
    return fail('invalid', 'Nothing was cancelled.', { fields: fieldProblems(parsed.error) })
  return db.transaction(async (tx) => {
    const job = await lockJob(tx, jobId)
    if (!job || !nodeScope(viewer, job.target_node_did)) return noSuchJob()
    if (job.status !== 'PendingApproval' && job.status !== 'Approved') return conflict(job)
    const refusal = cancelRefusal(viewer, decisionCase(job, await readCase(tx, jobId, viewer.id)))
    if (refusal) return fail('forbidden', refusal)
    await actAs(tx, viewer.did)
    const message = parsed.data.reason || 'Cancelled'
    const moved = await moveJob(tx, job, { status: 'Cancelled', message, actor_did: viewer.did })
    return moved ? ok({ status: 'Cancelled' }) : conflict(job)
  })
}
