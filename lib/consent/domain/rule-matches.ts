import { countText } from '@/lib/kernel/text/count-text'

/** What a rule matches by; null: any. */
export type MatchedBy = {
  task: string | null
  labelKey: string | null
  labelValue: string | null
  leastRisk: string | null
}

/**
 * `nodes` of `of` match by label, `offering` of them offer one of its `tasks`. `similar`: tasks whose names contain what is written, a few
 * of them, where none is called so.
 */
export type RuleMatches = { nodes: number; of: number; tasks: number; offering: number; similar: string[] }

const counted = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${countText(count)} ${many}`

/** "Matches 3 of 12 nodes; 1 task, offered on 2 of them.", while a rule is written. */
export function matchesText({ nodes, of, tasks, offering, similar }: RuleMatches): string {
  const first = `Matches ${countText(nodes)} of ${counted(of, 'node', 'nodes')}`
  if (nodes === 0) return `${first}.`
  if (tasks > 0)
    return `${first}; ${counted(tasks, 'task', 'tasks')}, offered on ${countText(offering)} of them.`
  return similar.length === 0
    ? `${first}; none of them offers such a task now.`
    : `${first}; none offers exactly this task. Close: ${similar.join(', ')}.`
}
