import type { JsonValue } from '@/lib/kernel/json/json'
import type { Dependency, LogsSummary } from '@/lib/reports/domain/report'
import type { TaskOffer } from '@/lib/tasks/domain/task'
import type { NodeState } from './node-state'

/** One node, without its series. Times in ISO 8601, UTC. */
export type NodeDetail = {
  did: string
  name: string | null
  labels: Record<string, string>
  sample: boolean
  /** Longest owner first. */
  owners: { did: string; name: string }[]
  restricted: boolean
  ownedByViewer: boolean
  state: NodeState
  reportedStatus: string | null
  since: string | null
  lastReportAt: string | null
  cadenceSeconds: number | null
  clockAheadSeconds: number | null
  diagnosis: { code: string | null; recommendation: string | null } | null
  /** The latest value of each numeric metric. */
  now: Record<string, number>
  dependencies: (Dependency & { name: string | null })[]
  logs: LogsSummary | null
  rawReport: JsonValue
  tasks: TaskOffer[]
}
