import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { lockRule, deleteRule as remove, updateRule } from '@/lib/alerts/db/rules'
import { type RuleRequest, ruleRequest } from '@/lib/alerts/domain/calls'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import type { PersonViewer } from '@/lib/kernel/role'
import type { RightsContext } from '@/lib/people/services/rights-transaction'
import { asPerson, refused, settingsOf } from './rule-transaction'

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

/** A rule that they may change; one of a node that they may not see does not exist. */
const onRule = (
  context: RightsContext,
  ruleId: string,
  work: (tx: EntityManager, who: PersonViewer) => Promise<Result<Changed>>,
): Promise<Result<Changed>> =>
  asPerson(context, async (tx, who) => {
    const rule = z.guid().safeParse(ruleId).success ? await lockRule(tx, ruleId) : null
    const visible = rule && (rule.node_did === null || (await nodeScope(tx, who, rule.node_did)))
    if (!rule || !visible) return fail('not_found', 'There is no such rule.')
    return (await refused(tx, who, 'setAlertRules', rule.node_did)) ?? work(tx, who)
  })
