import { decisions } from '@/lib/jobs/domain/calls'
import { type Failure, fail, ok, type Result } from '@/lib/kernel/errors'
import type { JsonObject } from '@/lib/kernel/json/json'
import { parseBody } from '@/lib/kernel/parse-body'
import type { Context } from '@/lib/people/services/context'
import { type Decided, decideJob } from './decide-job'

/** What became of one of several decisions: one of the two is null. */
type OneOfMany = {
  job_id: string
  decided: Decided | null
  failure: { kind: Failure['kind']; detail: string; present: string | null } | null
}

/** What is wrong, in one text: fields of a list have nowhere else to be said. */
const wordsOf = ({ detail, fields = [] }: Failure): string =>
  [detail, ...fields.map(({ path, message }) => `${path} ${message}.`)].join(' ')

/**
 * Votes on several jobs, one after the other, each as `decideJob` does it alone: what one is refused for keeps no other from
 * counting. The signature over the list of statements is kept beside each of them. Whoever may decide on none of them is refused.
 */
export async function decideJobs(
  context: Context,
  input: unknown,
): Promise<Result<{ results: OneOfMany[] }>> {
  const body = parseBody(decisions, input, 'Nothing was decided.')
  if (!body.ok) return body
  const { decision, reason, jobs, list = null, signature } = body.value
  const results: OneOfMany[] = []
  for (const { job_id, approval_hash, statement } of jobs) {
    const signed: JsonObject | null = statement ? { statement, list, signature: signature ?? null } : null
    const result = await decideJob(context, decision === 'approve' ? 'Approved' : 'Rejected', job_id, {
      ...{ approval_hash, ...(reason ? { reason } : {}), ...(signed ? { signed } : {}) },
    })
    results.push(
      result.ok
        ? { job_id, decided: result.value, failure: null }
        : { job_id, decided: null, failure: told(result.error) },
    )
  }
  const [first] = results
  const none = results.every(({ failure }) => failure?.kind === 'forbidden')
  return none && first?.failure ? fail('forbidden', first.failure.detail) : ok({ results })
}

const told = (failure: Failure) => ({
  kind: failure.kind,
  detail: wordsOf(failure),
  present: failure.present ?? null,
})
