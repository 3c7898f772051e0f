import type { Risk } from '@/lib/tasks/domain/risk'

/** All that a rule says, as `hakim_rule_facts` has it; null: any. */
export type RuleFacts = {
  name: string
  task_name: string | null
  label_key: string | null
  label_value: string | null
  least_risk: Risk | null
  owners: number
  groups: readonly { group_id: string; name: string; votes: number }[]
}

/** A version of a rule that was or is in effect; `changed_at` in ISO 8601. */
export type RuleVersion = {
  version: number
  facts: RuleFacts
  reason: string | null
  /** Null: at the server's terminal, or by a program that did not say who acts. */
  by: { did: string; name: string } | null
  changed_at: string
  /** The owners were asked about it first. */
  asked: boolean
}
