import type { EntityManager } from 'typeorm'
import { approversOf, nodesShortOf, nodesUnderRule } from '@/lib/consent/db/rules'
import { mostConfirmed } from '@/lib/consent/domain/calls'
import { type GroupVotes, groupVotesProblem, ownerShortage } from '@/lib/consent/domain/rule-check'
import { fail, ok, type Result } from '@/lib/kernel/errors'

/** What is done to a rule, and what did not happen if it is refused. */
export type Doing = { do: 'create' | 'change'; nothing: string }

type GroupWithVotes = GroupVotes & { groupId: string }
type Asking = {
  label_key: string | null
  label_value: string | null
  owners: number
  groups: readonly GroupVotes[]
}
type Named = { node_did: string; name: string | null }

const wrong = ({ nothing }: Doing, path: string, message: string) =>
  fail('invalid', nothing, { fields: [{ path, message }] })

/** The groups of a rule, by name, with who can vote for each. */
export async function groupVotesOf(
  tx: EntityManager,
  groups: readonly { group: string; votes: number }[],
  doing: Doing,
): Promise<Result<GroupWithVotes[]>> {
  const groupVotes: GroupWithVotes[] = []
  for (const [index, { group, votes }] of groups.entries()) {
    const found = await approversOf(tx, group)
    if (!found) return wrong(doing, `groups[${index}].group`, `is not a group; create ${group} first`)
    groupVotes.push({ name: group, votes, ...found })
  }
  return ok(groupVotes)
}

/** Where nobody could meet the rule: everywhere, if it is for its groups. */
const unmetNodes = (tx: EntityManager, rule: Asking, problem: string | null): Promise<Named[]> =>
  problem !== null || rule.owners > 1 ? nodesShortOf(tx, rule, problem !== null) : Promise.resolve([])

/**
 * A conflict unless `confirmed` names exactly the nodes on which nobody could meet the rule, and could before; else what is to be
 * warned of. `before`: the rule that is changed.
 */
export async function metOrConfirmed(
  tx: EntityManager,
  {
    rule,
    before,
    confirmed,
  }: { rule: Asking; before: Asking | null; confirmed: readonly string[] | undefined },
  doing: Doing,
): Promise<Result<string[]>> {
  const problem = groupVotesProblem(rule.groups)
  const unmet = await unmetNodes(tx, rule, problem)
  // Without a node to name there is nothing to confirm.
  if (problem && unmet.length === 0) return wrong(doing, 'groups', `can never be met: ${problem}`)
  const already = before ? await unmetNodes(tx, before, groupVotesProblem(before.groups)) : []
  const known = new Set(already.map(({ node_did }) => node_did))
  const unable = unmet.filter(({ node_did }) => !known.has(node_did))
  const why =
    problem ??
    `they have fewer than ${rule.owners} owners who can approve or have a delegate who can, and an owner and their delegate count once`
  const unconfirmed = confirmProblem(unable, confirmed, { why, doing })
  if (unconfirmed) return unconfirmed
  const shortage = ownerShortage(rule.owners, await nodesUnderRule(tx, rule))
  return ok([problem, shortage].filter((text) => text !== null))
}

/** How many are named in the sentence; the answer has all of them. */
const mostNamed = 10

/** A conflict until exactly these nodes are confirmed; null if they are. */
function confirmProblem(
  unable: readonly Named[],
  confirmed: readonly string[] | undefined,
  { why, doing }: { why: string; doing: Doing },
) {
  const given = new Set(confirmed)
  if (unable.length === given.size && unable.every(({ node_did }) => given.has(node_did))) return null
  if (unable.length > mostConfirmed)
    return wrong(
      doing,
      'label_key',
      `must match fewer nodes: on ${unable.length} of them nobody could meet the rule`,
    )
  const names = unable.slice(0, mostNamed).map(({ node_did, name }) => name ?? node_did)
  const more = unable.length > mostNamed ? ` and ${unable.length - mostNamed} more` : ''
  return fail(
    'conflict',
    unable.length === 0
      ? `Nothing was ${doing.do}d: there are no nodes on which nobody could meet the rule; leave out confirm.`
      : `Nobody could approve a job that this rule matches on ${names.join(', ')}${more}: ${why}. Name these nodes in confirm to ${doing.do} it all the same.`,
    { nodes: unable },
  )
}
