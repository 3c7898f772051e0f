import type { Severity } from '@/lib/notices/domain/notice'

/** An incident on a node's charts; epoch seconds. */
export type AlertSpan = {
  id: string
  alertId: string
  /** Of a rule on a metric; null: on the status strip. */
  metric: string | null
  what: string
  severity: Severity
  from: number
  /** Null while it fires. */
  to: number | null
  acknowledged: boolean
  /** Until when a maintenance window holds back what fires, ISO 8601; null: none does. */
  heldUntil: string | null
}

/** A rule that watches a node. */
export type NodeRule = { ruleId: string; what: string; severity: Severity }
