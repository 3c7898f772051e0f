import type { Severity } from '@/lib/notices/domain/notice'
import type { Condition } from './condition'

/** For which nodes a rule is: all, those with a label (`key:value`), or one. */
export type Scope =
  | { scope: 'all'; label: null; node_did: null }
  | { scope: 'label'; label: string; node_did: null }
  | { scope: 'node'; label: null; node_did: string }

/** What a rule says; people by their ids, null: everybody whose channels want it. */
export type RuleSettings = {
  scope: Scope['scope']
  label: string | null
  node_did: string | null
  condition: Condition
  keep_minutes: number
  severity: Severity
  tell: readonly string[] | null
  escalate_minutes: number | null
  escalate_to: readonly string[] | null
  during_jobs: boolean
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
      return node.labels[key] === value
    }
  }
}

/** A key has no colon. */
export function labelParts(label: string): [string, string] {
  const colon = label.indexOf(':')
  return [label.slice(0, colon), label.slice(colon + 1)]
}
