import { type ChangedLine, changedLinesOf, type Line } from '@/lib/kernel/text/changed-lines'
import { riskRank } from '@/lib/tasks/domain/risk'
import type { RuleFacts } from './rule-facts'

// Apart from the schemas, so that a browser loads no parser.

const labelText = (key: string | null, value: string | null): string =>
  key === null ? 'all nodes' : value === null ? key : `${key}:${value}`

/** What a rule says, condition by condition, under the labels of its form. */
export const ruleLines = (rule: RuleFacts): Line[] => [
  { key: 'name', label: 'Name', text: rule.name },
  { key: 'task_name', label: 'Task', text: rule.task_name ?? 'every task' },
  { key: 'label', label: 'Nodes with label', text: labelText(rule.label_key, rule.label_value) },
  { key: 'least_risk', label: 'Minimum risk', text: rule.least_risk ?? 'any' },
  { key: 'owners', label: 'Owners or delegates', text: String(rule.owners) },
  ...rule.groups.map(({ group_id, name, votes }) => ({
    ...{ key: group_id, label: `Votes of ${name}`, text: String(votes) },
  })),
]

export const changedRuleLines = (before: RuleFacts, after: RuleFacts): ChangedLine[] =>
  changedLinesOf(ruleLines(before), ruleLines(after))

/** What differs in one sentence's part: "Owners or delegates 2 → 1, Task every task → update". */
export const changedText = (lines: readonly ChangedLine[]): string =>
  lines.map(({ label, before, after }) => `${label} ${before ?? 'none'} → ${after ?? 'none'}`).join(', ')

/** Whether it asks for fewer votes, or of fewer jobs, so that owners are asked first; as `hakim_rule_asks_less` has it. */
export function asksLess(was: RuleFacts, is: RuleFacts): boolean {
  const narrower = (column: 'task_name' | 'label_key' | 'label_value'): boolean =>
    is[column] !== null && is[column] !== was[column]
  return (
    is.owners < was.owners ||
    riskRank(is.least_risk) > riskRank(was.least_risk) ||
    (['task_name', 'label_key', 'label_value'] as const).some(narrower) ||
    was.groups.some(
      ({ group_id, votes }) => votes > (is.groups.find((one) => one.group_id === group_id)?.votes ?? 0),
    )
  )
}
