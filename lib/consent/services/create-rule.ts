import { insertRule } from '@/lib/consent/db/rules'
import { newRule } from '@/lib/consent/domain/calls'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'
import { type Doing, groupVotesOf, metOrConfirmed } from './rule-met'

const doing: Doing = { do: 'create', nothing: 'The rule was not created.' }

type RuleCreated = { ruleId: string; name: string; warnings: string[] }

/**
 * Creates an approval rule; it applies at once, even to pending and approved jobs. Where nobody could meet it, `confirm` has to
 * name each of those nodes.
 */
export async function createRule(context: RightsContext, input: unknown): Promise<Result<RuleCreated>> {
  const body = parseBody(newRule, input, doing.nothing)
  if (!body.ok) return body
  const rule = body.value
  return rightsTransaction(context, 'setRules', async (tx) => {
    const groups = await groupVotesOf(tx, rule.groups, doing)
    if (!groups.ok) return groups
    const { owners, label_key = null, label_value = null } = rule
    const asking = { owners, label_key, label_value, groups: groups.value }
    const met = await metOrConfirmed(tx, { rule: asking, before: null, confirmed: rule.confirm }, doing)
    if (!met.ok) return met
    const ruleId = await insertRule(tx, rule, groups.value)
    return ruleId ? ok({ ruleId, name: rule.name, warnings: met.value }) : nameTaken(rule.name)
  })
}

export const nameTaken = (name: string) =>
  fail('conflict', `A rule called ${name} already exists.`, {
    fields: [{ path: 'name', message: 'is already used by another rule' }],
  })
