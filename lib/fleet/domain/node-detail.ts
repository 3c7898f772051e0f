import type { JsonValue } from '@/lib/kernel/json/json'
import type { AgentLimits, Dependency, LogsSummary } from '@/lib/reports/domain/report-details'
import type { TaskOffer } from '@/lib/tasks/domain/task'
import type { NodeState } from './node-state'
import type { NodeTrust } from './node-trust'

/** One node, without its series. Times in ISO 8601, UTC. */
export type NodeDetail = {
  did: string
  name: string | null
  labels: Record<string, string>
  sample: boolean
  /** Longest owner first. */
  owners: { did: string; name: string }[]
  restricted: boolean
  /** Out of service since when, by whom and why; null in service. */
  retired: { at: string; by: string | null; reason: string } | null
  ownedByViewer: boolean
  state: NodeState
  reportedStatus: string | null
  /** The worst status of its last changes, while it flaps: its place in the fleet. */
  flapsTo: string | null
  /** Since when it has been in this state without a silence; for Silent, when it was last heard. */
  since: string | null
  /** How long the silence was that its present state follows; null without one. */
  silentSeconds: number | null
  /** When a report of it last arrived. */
  heardAt: string | null
  /** The time of its latest report, by its own clock. */
  lastReportAt: string | null
  cadenceSeconds: number | null
  /** What is wrong with its clock, as the end of a sentence about the node. */
  clock: string | null
  /** Its reports of the last day that were ahead of their arrival, and the time of the last of them. */
  ahead: { text: string; at: string } | null
  /** The time of its newest report, if that is yet to come: its charts reach up to there. */
  newestAhead: string | null
  /** The hosts of two agents that use its token at the same time; only the first gets jobs. */
  doubleAgents: { holder: string; other: string } | null
  diagnosis: { code: string | null; recommendation: string | null } | null
  /** The latest value of each numeric metric. */
  now: Record<string, number>
  dependencies: (Dependency & { name: string | null })[]
  logs: LogsSummary | null
  /** The agent's own, if it announces them. */
  agentLimits: AgentLimits | null
  /** The IANA zone that it reports or that its labels name. */
  timeZone: string | null
  /** Null when it is longer than the page can show. */
  rawReport: { json: JsonValue } | null
  /** How many numbers of the raw report do not count as metrics, because a report or a node has too many; null if unknown. */
  metricsLeftOut: number | null
  tasks: TaskOffer[]
  /** Whose signatures its agent says that it requires; null: nobody's, as far as is known. */
  trust: NodeTrust | null
}
