/** A job that ran by the vote of a policy: when that voted and the job started (microseconds since 1970), and the rate that it had then. */
export type PolicyStart = {
  job: string
  node: string
  votedAt: number
  startedAt: number
  perNode: number
  perDay: number
}

const day = 24 * 3_600e6

/**
 * The jobs that a policy approved when it had approved as many others as it may: those that have started later, or in the 24 hours
 * before. `hakim_policy_rate_used` counts also what never started, and so never fewer.
 * @param starts of one policy, by the time of its vote
 */
export function beyondRate(starts: Iterable<PolicyStart>): string[] {
  const beyond: string[] = []
  let others: PolicyStart[] = []
  for (const start of starts) {
    others = others.filter(({ startedAt }) => startedAt > start.votedAt - day)
    const onNode = others.filter(({ node }) => node === start.node)
    if (onNode.length >= start.perNode || others.length >= start.perDay) beyond.push(start.job)
    others.push(start)
  }
  return beyond
}
