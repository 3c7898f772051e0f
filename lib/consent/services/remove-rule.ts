import { deleteRule, findRule } from '@/lib/consent/db/rules'
import { changeReason } from '@/lib/consent/domain/calls'
import type { ConsentChange } from '@/lib/consent/domain/changes'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'
import { askOwners } from './ask-owners'
import { tellOwners } from './tell-owners'

type RuleRemoved = { name: string; warnings: string[]; change: ConsentChange | null }

/**
 * Removes a rule, given by id or name; it stops applying at once, even to pending jobs. The owners of the nodes that it matches
 * are asked first.
 */
export async function removeRule(
  context: RightsContext,
  rule: string,
  input?: unknown,
): Promise<Result<RuleRemoved>> {
  const body = parseBody(changeReason, input, 'The rule was not removed.')
  if (!body.ok) return body
  const asked = await rightsTransaction<RuleRemoved>(context, 'setRules', async (tx, who) => {
    const what = await findRule(tx, rule)
    if (!what) return fail('not_found', 'There is no such rule.')
    const change = await askOwners(tx, who, { kind: 'remove_rule', node: null, what }, body.value.reason)
    if (!change.ok) return change
    if (!change.value) await deleteRule(tx, what.rule_id)
    return ok({ name: what.name, warnings: [], change: change.value })
  })
  return tellOwners(context.db, asked)
}
