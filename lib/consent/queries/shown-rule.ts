import type { RuleRow } from '@/lib/consent/db/rules'
import { groupVotesProblem, ownerShortage } from '@/lib/consent/domain/rule-check'
import type { ShownRule } from '@/lib/consent/domain/rule-text'

/** `under`: how many nodes it matches, and how many of them have enough owners. */
export const shownRule = (rule: RuleRow, under: { nodes: number; able: number }): ShownRule => ({
  ruleId: rule.rule_id,
  version: rule.version,
  name: rule.name,
  task: rule.task_name,
  label:
    rule.label_key === null
      ? null
      : rule.label_value === null
        ? rule.label_key
        : `${rule.label_key}:${rule.label_value}`,
  leastRisk: rule.least_risk,
  owners: rule.owners,
  groups: rule.groupVotes.map(({ name, votes }) => ({ name, votes })),
  problem: groupVotesProblem(rule.groupVotes) ?? (rule.owners > 1 ? ownerShortage(rule.owners, under) : null),
})
