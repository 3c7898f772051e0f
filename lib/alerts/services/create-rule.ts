import { countRules, insertRule } from '@/lib/alerts/db/rules'
import { type RuleRequest, ruleRequest } from '@/lib/alerts/domain/calls'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { asPerson, refused, settingsOf } from './rule-transaction'

/** More than anybody reads, for one node and in all. */
const most = { node: 20, all: 500 }

/** Creates a rule; the next evaluation, within seconds, judges by it. */
export async function createRule(
  context: RightsContext,
  input: unknown,
): Promise<Result<{ rule_id: string }>> {
  const body = parseBody<RuleRequest>(ruleRequest, input, 'The rule was not saved.')
  if (!body.ok) return body
  return asPerson(context, async (tx, who) => {
    const refusal = await refused(tx, who, 'setAlertRules', body.value.node_did)
    if (refusal) return refusal
    const { node_did } = body.value
    if (node_did !== null && (await countRules(tx, node_did)) >= most.node)
      return fail('conflict', `There are ${most.node} rules for this node already; delete one first.`)
    if ((await countRules(tx, null)) >= most.all)
      return fail('conflict', `There are ${most.all} rules already; delete one first.`)
    const settings = await settingsOf(tx, body.value)
    return settings.ok ? ok({ rule_id: await insertRule(tx, settings.value, who.id) }) : settings
  })
}
