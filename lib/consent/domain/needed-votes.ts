import { riskRank } from '@/lib/tasks/domain/risk'

/**
 * An approval rule that matches a node, as far as the node alone determines; null where it matches any task or risk.
 */
export type NodeRule = {
  task: string | null
  leastRisk: string | null
  owners: number
  groupVotes: { group: string; votes: number }[]
}

/** How many votes are needed from whom. */
type NeededVotes = { owners: number; groups: { group: string; votes: number }[] }

const fits = (rule: NodeRule, task: string, risk: string | null): boolean =>
  (rule.task === null || rule.task === task) &&
  (rule.leastRisk === null || riskRank(risk) >= Math.max(0, riskRank(rule.leastRisk)))

/**
 * The votes that a job will need under all matching rules: the largest number for owners and for each group.
 * `hakim_consent` counts the same once the job exists.
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
