import type { EntityManager } from 'typeorm'
import { approversOf, insertRule, nodesShortOf, nodesUnderRule } from '@/lib/consent/db/rules'
import { mostConfirmed, type NewRule, newRule } from '@/lib/consent/domain/calls'
import { type GroupVotes, groupVotesProblem, ownerShortage } from '@/lib/consent/domain/rule-check'
import { fail, ok, type Result } from '@/lib/kernel/errors'
import { parseBody } from '@/lib/kernel/parse-body'
import { type RightsContext, rightsTransaction } from '@/lib/people/services/rights-transaction'

const nothing = 'The rule was not created.'
const wrong = (path: string, message: string) => fail('invalid', nothing, { fields: [{ path, message }] })

type RuleCreated = { ruleId: string; name: string; warnings: string[] }

/**
 * Creates an approval rule; it applies at once, even to pending and approved jobs. Where nobody could meet it, `confirm` has to
 * name each of those nodes.
 */
export async function createRule(context: RightsContext, input: unknown): Promise<Result<RuleCreated>> {
  const body = parseBody(newRule, input, nothing)
  if (!body.ok) return body
  const rule = body.value
  return rightsTransaction(context, 'setRules', async (tx) => {
    const groupVotes = await groupVotesOf(tx, rule.groups)
    if (!groupVotes.ok) return groupVotes
    const problem = groupVotesProblem(groupVotes.value)
    const matched = {
      label_key: rule.label_key ?? null,
      label_value: rule.label_value ?? null,
      owners: rule.owners,
    }
    const unable =
      problem !== null || rule.owners > 1 ? await nodesShortOf(tx, matched, problem !== null) : []
    // Without a node to name there is nothing to confirm.
    if (problem && unable.length === 0) return wrong('groups', `can never be met: ${problem}`)
    const unconfirmed = confirmProblem(
      unable,
      rule.confirm,
      problem ??
        `they have fewer than ${rule.owners} owners who can approve or have a delegate who can, and an owner and their delegate count once`,
    )
    if (unconfirmed) return unconfirmed
    const shortage = ownerShortage(rule.owners, await nodesUnderRule(tx, matched))
    const ruleId = await insertRule(tx, rule, groupVotes.value)
    if (!ruleId)
      return fail('conflict', `A rule called ${rule.name} already exists.`, {
        fields: [{ path: 'name', message: 'is already used by another rule' }],
      })
    const warnings = [problem, shortage].filter((text) => text !== null)
    return ok({ ruleId, name: rule.name, warnings })
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

type Named = { node_did: string; name: string | null }

/** How many are named in the sentence; the answer has all of them. */
const mostNamed = 10

/** A conflict until exactly these nodes are confirmed; null if they are. */
function confirmProblem(unable: readonly Named[], confirmed: readonly string[] | undefined, why: string) {
  const given = new Set(confirmed)
  if (unable.length === given.size && unable.every(({ node_did }) => given.has(node_did))) return null
  if (unable.length > mostConfirmed)
    return wrong(
      'label_key',
      `must match fewer nodes: on ${unable.length} of them nobody could meet the rule`,
    )
  const names = unable.slice(0, mostNamed).map(({ node_did, name }) => name ?? node_did)
  const more = unable.length > mostNamed ? ` and ${unable.length - mostNamed} more` : ''
  return fail(
    'conflict',
    unable.length === 0
      ? 'Nothing was created: there are no nodes on which nobody could meet the rule; leave out confirm.'
      : `Nobody could approve a job that this rule matches on ${names.join(', ')}${more}: ${why}. Name these nodes in confirm to create it all the same.`,
    { nodes: unable },
  )
}
