import { z } from 'zod'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { lockJob } from '@/lib/jobs/db/jobs'
import { decisionCase, readCase } from '@/lib/jobs/db/votes'
import { retry } from '@/lib/jobs/domain/calls'
import { retryRefusal } from '@/lib/jobs/domain/refusals'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { Context } from '@/lib/people/services/context'
import { expireJob } from './expire-jobs'
import { noSuchJob } from './job-failures'
import { hasPassed } from './job-transaction'
import { type Requested, requestJob } from './request-job'

const notRetried = 'The job was not requested again.'

/** Requests the same again after a job has ended: a new job, linked to the old one, that needs a new approval. */
export async function retryJob(context: Context, jobId: string, input: unknown): Promise<Result<Requested>> {
  const { db, viewer } = context
  if (viewer.kind !== 'person') return fail('forbidden', 'Only people can request jobs, not agents.')
  if (!z.guid().safeParse(jobId).success) return noSuchJob()
  const parsed = parseBody(retry, input, notRetried)
  if (!parsed.ok) return parsed
  const old = await db.transaction(async (tx) => {
    const job = await lockJob(tx, jobId)
    if (!job || !(await nodeScope(tx, viewer, job.target_node_did))) return noSuchJob()
    const facts = await readCase(tx, jobId, viewer.id)
    const status = hasPassed(job, facts) ? await expireJob(tx, job) : job.status
    const refusal = retryRefusal(viewer, decisionCase({ ...job, status }, facts))
    return refusal ? fail('conflict', refusal, { present: status }) : ok(job)
  })
  if (!old.ok) return old
  return requestJob(context, {
    ...parsed.value,
    target_node_did: old.value.target_node_did,
    task_name: old.value.task_name,
    params: old.value.params ?? {},
    retry_of: jobId,
  })
}
