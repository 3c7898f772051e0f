import { type Spread, spreadOf } from './percentiles'

/** A vote that was not withdrawn; times in epoch seconds. */
export type FlowVote = {
  person: string
  name: string
  approves: boolean
  /** When the job was requested, and when this was decided. */
  requested: number
  decided: number
}

/** What one person decided. `quick`: decisions of less than five seconds. */
export type ApproverLoad = {
  person: string
  name: string
  approved: number
  rejected: number
  waited: Spread
  quick: number
}

export const quickSeconds = 5

/**
 * Who decided how much, those with most votes first. Nobody knows when a person began to read: the time of a decision is at
 * most that since the request and since the person's decision before it.
 */
export function approverLoads(votes: readonly FlowVote[]): ApproverLoad[] {
  const people = new Map<string, FlowVote[]>()
  for (const vote of votes) {
    const known = people.get(vote.person)
    if (known) known.push(vote)
    else people.set(vote.person, [vote])
  }
  return [...people.values()]
    .flatMap((own) => {
      const sorted = [...own].sort((a, b) => a.decided - b.decided)
      const [first] = sorted
      return first ? [loadOf(first, sorted)] : []
    })
    .sort((a, b) => b.approved + b.rejected - (a.approved + a.rejected) || (a.name < b.name ? -1 : 1))
}

function loadOf({ person, name }: FlowVote, sorted: readonly FlowVote[]): ApproverLoad {
  const approved = sorted.filter(({ approves }) => approves).length
  return {
    ...{ person, name, approved, rejected: sorted.length - approved },
    waited: spreadOf(sorted.map(({ requested, decided }) => Math.max(0, decided - requested))),
    quick: sorted.filter(({ requested, decided }, index) => {
      const before = sorted[index - 1]?.decided ?? Number.NEGATIVE_INFINITY
      return decided - Math.max(requested, before) < quickSeconds
    }).length,
  }
}
