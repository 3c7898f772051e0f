import { deleteRule as remove, updateRule } from '@/lib/alerts/db/rules'
import { type RuleRequest, ruleRequest } from '@/lib/alerts/domain/calls'
import { ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { onRule, refused, settingsOf } from './rule-transaction'

type Changed = { rule_id: string }

/** Replaces all of what a rule says; what fires by it is judged by the new one. */
export async function changeRule(
  context: RightsContext,
  ruleId: string,
  input: unknown,
): Promise<Result<Changed>> {
  const body = parseBody<RuleRequest>(ruleRequest, input, 'The rule was not saved.')
  if (!body.ok) return body
  return onRule(context, ruleId, async (tx, who) => {
    const refusal = await refused(tx, who, 'setAlertRules', body.value.node_did)
    if (refusal) return refusal
    const settings = await settingsOf(tx, body.value)
    if (!settings.ok) return settings
    await updateRule(tx, ruleId, settings.value, who.id)
    return ok({ rule_id: ruleId })
  })
}

/** Deletes a rule; what it fired stays in the history. */
export const deleteRule = (context: RightsContext, ruleId: string): Promise<Result<Changed>> =>
  onRule(context, ruleId, async (tx, who) => {
    await remove(tx, ruleId, who.id)
    return ok({ rule_id: ruleId })
  })
