/** An approval rule that fits a node, as far as the node alone tells; null where it fits every task or risk. */
export type NodeRule = {
  task: string | null
  leastRisk: string | null
  owners: number
  groupVotes: { group: string; votes: number }[]
}

/** How many votes are needed from whom. */
type NeededVotes = { owners: number; groups: { group: string; votes: number }[] }

const risks = ['low', 'medium', 'high']

const fits = (rule: NodeRule, task: string, risk: string | null): boolean =>
  (rule.task === null || rule.task === task) &&
  (rule.leastRisk === null ||
    (risk !== null && risks.indexOf(risk) >= Math.max(0, risks.indexOf(rule.leastRisk))))

/**
 * What the consent to a job will need, from all rules that fit it: of each seat the largest number. The same as
 * `hakim_consent` counts once the job is there.
 */
export function neededVotes(rules: readonly NodeRule[], task: string, risk: string | null): NeededVotes {
  const fitting = rules.filter((rule) => fits(rule, task, risk))
  const groups = new Map<string, number>()
  for (const { groupVotes } of fitting)
    for (const { group, votes } of groupVotes) groups.set(group, Math.max(votes, groups.get(group) ?? 0))
  return {
    owners: Math.max(1, ...fitting.map((rule) => rule.owners)),
    groups: [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([group, votes]) => ({ group, votes })),
  }
}
