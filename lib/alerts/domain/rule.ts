import type { Severity } from '@/lib/notices/domain/notice'
import type { Condition } from './condition'

/** What a rule says; people by their ids, null: everybody whose channels want it. */
export type RuleSettings = {
  /** All nodes, those with a label (`key:value`), or one. */
  scope: 'all' | 'label' | 'node'
  label: string | null
  node_did: string | null
  condition: Condition
  keep_minutes: number
  severity: Severity
  tell: readonly string[] | null
  escalate_minutes: number | null
  escalate_to: readonly string[] | null
  /** Whether it notifies while an approved job runs on the node, and in its maintenance windows. */
  during_jobs: boolean
  during_windows: boolean
  enabled: boolean
}

export type Rule = RuleSettings & { rule_id: string }

export type NodeFacts = { did: string; labels: Readonly<Record<string, unknown>> }

export function isFor(rule: Pick<RuleSettings, 'scope' | 'label' | 'node_did'>, node: NodeFacts): boolean {
  switch (rule.scope) {
    case 'all':
      return true
    case 'node':
      return rule.node_did === node.did
    case 'label': {
      const [key, value] = labelParts(rule.label ?? '')
      return Object.hasOwn(node.labels, key) && node.labels[key] === value
    }
  }
}

/** A key has no colon. */
function labelParts(label: string): [string, string] {
  const colon = label.indexOf(':')
  return [label.slice(0, colon), label.slice(colon + 1)]
}
