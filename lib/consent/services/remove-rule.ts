import { deleteRule } from '@/lib/consent/db/rules'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'

/** Removes a rule, given by id or name; it stops applying at once, even to pending jobs. */
export const removeRule = (context: RightsContext, rule: string): Promise<Result<{ name: string }>> =>
  rightsTransaction(context, 'setRules', async (tx) => {
    const name = await deleteRule(tx, rule)
    return name === null ? fail('not_found', 'There is no such rule.') : ok({ name })
  })
