import { deleteRule } from '@/lib/consent/db/rules'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { type RightsContext, rightsTransaction } from './rights-transaction'

/** Removes a rule, by its id or name; what it asked for is asked no more, also of jobs that are pending. */
export const removeRule = (context: RightsContext, rule: string): Promise<Result<{ name: string }>> =>
  rightsTransaction(context, 'setRules', async (tx) => {
    const name = await deleteRule(tx, rule)
    return name === null ? fail('not_found', 'There is no such rule.') : ok({ name })
  })
