import type { RuleSettings } from './rule'

/** What of a rule decides what it would have done. */
export type PreviewedRule = Pick<
  RuleSettings,
  'scope' | 'label' | 'node_did' | 'condition' | 'keep_minutes' | 'during_jobs' | 'during_windows'
>

/** What a rule would have done; times in epoch seconds. */
export type RulePreview = {
  from: number
  to: number
  nodes: number
  /** How many of the nodes were looked at. */
  seen: number
  told: number
  /** Of how many firings nobody would have been told, as a maintenance window or a job would have held them back. */
  unheard: number
  /** Judged by each report, not by buckets of several. */
  exact: boolean
  /** The same if each bucket's best or worst value had lasted for all of it; null where there is no difference. */
  least: number | null
  most: number | null
  limits: { limit: number; told: number }[]
  rows: PreviewRow[]
  seconds: number
}

/** A node on which it would have fired; `to` null: it would fire now. */
type PreviewRow = {
  did: string
  name: string | null
  spans: { from: number; to: number | null }[]
}
