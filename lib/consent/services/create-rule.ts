import type { EntityManager } from 'typeorm'
import { approversOf, insertRule, nodesUnderRule } from '@/lib/consent/db/rules'
import { type NewRule, newRule } from '@/lib/consent/domain/calls'
import { type GroupVotes, groupVotesProblem, ownerShortage } from '@/lib/consent/domain/rule-check'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'

const nothing = 'The rule was not created.'
const wrong = (path: string, message: string) => fail('invalid', nothing, { fields: [{ path, message }] })

type RuleCreated = { ruleId: string; name: string; warnings: string[] }

/**
 * Creates an approval rule; it applies at once, even to pending and approved jobs. A rule is refused if its groups,
 * or the owners of all the nodes it matches, can never meet it; too few owners on some nodes are only a warning.
 */
export async function createRule(context: RightsContext, input: unknown): Promise<Result<RuleCreated>> {
  const body = parseBody(newRule, input, nothing)
  if (!body.ok) return body
  const rule = body.value
  return rightsTransaction(context, 'setRules', async (tx) => {
    const groupVotes = await groupVotesOf(tx, rule.groups)
    if (!groupVotes.ok) return groupVotes
    const problem = groupVotesProblem(groupVotes.value)
    if (problem) return wrong('groups', `can never be met: ${problem}`)
    const under = await nodesUnderRule(tx, {
      label_key: rule.label_key ?? null,
      label_value: rule.label_value ?? null,
      owners: rule.owners,
    })
    const shortage = ownerShortage(rule.owners, under)
    if (rule.owners > 1 && under.nodes > 0 && under.able === 0)
      return wrong('owners', `can never be met: no matching node has ${rule.owners} owners or delegates`)
    const ruleId = await insertRule(tx, rule, groupVotes.value)
    if (!ruleId)
      return fail('conflict', `A rule called ${rule.name} already exists.`, {
        fields: [{ path: 'name', message: 'is already used by another rule' }],
      })
    return ok({ ruleId, name: rule.name, warnings: shortage ? [shortage] : [] })
  })
}

async function groupVotesOf(
  tx: EntityManager,
  groups: NewRule['groups'],
): Promise<Result<(GroupVotes & { groupId: string })[]>> {
  const groupVotes: (GroupVotes & { groupId: string })[] = []
  for (const [index, { group, votes }] of groups.entries()) {
    const found = await approversOf(tx, group)
    if (!found) return wrong(`groups[${index}].group`, `is not a group; create ${group} first`)
    groupVotes.push({ name: group, votes, ...found })
  }
  return ok(groupVotes)
}
