import type { Severity } from '@/lib/notices/domain/notice'
import type { Firings } from './firings'
import type { Candidate } from './shared-label'

/** A message about a row. */
export type ShownTold = { name: string; kind: string; state: string; at: string; next: boolean }

/** What people read as one thing; times in ISO 8601. */
export type ShownAlert = {
  alertId: string
  rule: { ruleId: string; what: string; text: string; severity: Severity; deleted: boolean }
  state: 'firing' | 'silenced' | 'ended'
  startedAt: string
  endedAt: string | null
  nodes: number
  open: number
  first: { did: string; name: string | null }[]
  /** The label behind which it is one outage: all its nodes have it. */
  shared: Candidate | null
  /** How often it began on the node on which it did so most often. */
  times: number
  /** When its rule fired on its nodes in the last 24 h, epoch seconds; `to` null: it still does. */
  lastDay: { from: number; to: number | null }[]
  /** The latest value on the first node, in words; null for what has none. */
  value: string | null
  silenceId: string | null
  /** What running jobs hold back: on how many of its nodes, and one of the jobs. */
  jobs: { nodes: number; jobId: string } | null
  /** What maintenance windows do, and until when. */
  windows: { nodes: number; until: string } | null
  told: ShownTold[]
  /** When people are told first; null once they were. */
  waitsUntil: string | null
  /** When the next people are told, and who. */
  next: { at: string; people: string } | null
  acknowledged: { by: string; at: string; text: string } | null
}

export type ShownSilence = {
  silenceId: string
  what: string
  reason: string
  by: string
  until: string
}

/** What the tabs of the page count. */
export type AlertCounts = { firing: number; silenced: number; rules: number }

export type ShownRule = {
  ruleId: string
  text: string
  severity: Severity
  enabled: boolean
  tells: string
  by: string
  firings: Firings
  /** Why the viewer may not change it; null if they may. */
  refusal: string | null
}

/** One node's part of an alert. */
export type ShownIncident = { did: string; name: string | null; startedAt: string; endedAt: string | null }
