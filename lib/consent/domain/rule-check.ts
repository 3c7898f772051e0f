/** What a rule needs from one group: a number of votes, and the members who can vote. */
export type GroupVotes = { name: string; votes: number; approvers: readonly string[] }

const people = (count: number): string => `${count} ${count === 1 ? 'person' : 'people'}`

/**
 * Why these groups can never give the votes they need; null when they can. One person counts for one group only, so
 * every set of groups needs at least as many different people as votes (Hall's condition).
 */
export function groupVotesProblem(groupVotes: readonly GroupVotes[]): string | null {
  for (const { name, votes, approvers } of groupVotes)
    if (approvers.length < votes)
      return `The group ${name} has ${people(approvers.length)} with the approver role, but the rule needs ${votes} of them.`
  for (let subset = 1; subset < 1 << groupVotes.length; subset += 1) {
    const chosen = groupVotes.filter((_, index) => (subset & (1 << index)) !== 0)
    const voters = new Set(chosen.flatMap(({ approvers }) => approvers))
    const needed = chosen.reduce((sum, { votes }) => sum + votes, 0)
    if (voters.size < needed)
      return `The groups ${chosen.map(({ name }) => name).join(' and ')} have ${people(voters.size)} together, but the rules need ${needed} different people.`
  }
  return null
}

/** The warning when some of the nodes that a rule matches have too few owners; null when all have enough. */
export function ownerShortage(
  owners: number,
  { nodes, able }: { nodes: number; able: number },
): string | null {
  const lacking = nodes - able
  if (lacking <= 0) return null
  const which = lacking === nodes ? 'None' : `${able}`
  return `${which} of the ${nodes} nodes that it matches ${able === 1 ? 'has' : 'have'} ${owners === 1 ? 'an owner' : `${owners} owners`} who can approve, or a delegate of each who can: elsewhere nothing that it matches can be approved.`
}
