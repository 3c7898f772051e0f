import { withdrawals } from '@/lib/jobs/domain/calls'
import { type Failure, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { Context } from '@/lib/people/services/context'
import { withdrawJob } from './withdraw-job'

/**
 * Withdraws several approvals before the claim, one after the other; says which: an agent may have been faster. Whoever may
 * withdraw none of them is refused.
 */
export async function withdrawJobs(
  context: Context,
  input: unknown,
): Promise<Result<{ withdrawn: string[] }>> {
  const body = parseBody(withdrawals, input, 'Nothing was withdrawn.')
  if (!body.ok) return body
  const withdrawn: string[] = []
  const refused: Failure[] = []
  for (const jobId of body.value.job_ids) {
    const result = await withdrawJob(context, jobId, {})
    if (result.ok) withdrawn.push(jobId)
    else if (result.error.kind === 'forbidden') refused.push(result.error)
  }
  const [first] = refused
  return first && refused.length === body.value.job_ids.length
    ? { ok: false, error: first }
    : ok({ withdrawn })
}
