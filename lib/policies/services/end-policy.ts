import { z } from 'zod'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { permissions } from '@/lib/people/domain/permissions'
import { peopleOnly } from '@/lib/people/domain/refusal'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'
import { endPolicyOf, readPolicies } from '@/lib/policies/db/policies'

/** Ends a policy for its owner, at once: its votes for jobs that no agent has claimed no longer count. */
export const endPolicy = (context: RightsContext, policyId: string): Promise<Result<{ policyId: string }>> =>
  rightsTransaction(context, null, async (tx, who) => {
    if (who.kind !== 'person') return fail('forbidden', peopleOnly)
    const isId = z.guid().safeParse(policyId).success
    const [last] = isId ? await readPolicies(tx, { personId: null, policyId }) : []
    if (!last) return fail('not_found', 'There is no such policy.')
    if (last.person_id !== who.id) return fail('forbidden', permissions.endPolicy.refusal)
    return (await endPolicyOf(tx, who.id, policyId))
      ? ok({ policyId })
      : fail('conflict', 'This policy has already ended.')
  })
