import { clockSkewSeconds, type NodeState, nodeState } from '@/lib/fleet/domain/node-state'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'

type Latest = {
  timestamp: Date | null
  status: string | null
  status_since: Date | null
  cadence_seconds: number | null
}

type ShownState = {
  state: NodeState
  reportedStatus: string | null
  since: string | null
  lastReportAt: string | null
  clockAheadSeconds: number | null
}

/** The state shown for a node, from its latest report and the server's clock. */
export function stateOf(latest: Latest, now: Date): ShownState {
  const state = nodeState({
    status: latest.status,
    reportedAt: latest.timestamp,
    cadenceSeconds: latest.cadence_seconds,
    now,
  })
  const ahead = latest.timestamp ? (latest.timestamp.getTime() - now.getTime()) / 1_000 : 0
  const since = state === 'Silent' ? latest.timestamp : latest.status_since
  return {
    state,
    reportedStatus: latest.status,
    since: since?.toISOString() ?? null,
    lastReportAt: latest.timestamp?.toISOString() ?? null,
    clockAheadSeconds: ahead > clockSkewSeconds ? Math.round(ahead) : null,
  }
}

/** The numeric entries of `metrics`, without numbers beyond a double (1e400) that plain SQL may have written. */
export const numbersOf = (metrics: JsonObject | null): Record<string, number> =>
  Object.fromEntries(
    Object.entries(metrics ?? {}).flatMap(([key, value]) =>
      typeof value === 'number' && Number.isFinite(value) ? [[key, value]] : [],
    ),
  )

/** The labels with text values; anything else that plain SQL may have written is skipped. */
export const labelsOf = (labels: unknown): Record<string, string> =>
  isJsonObject(labels)
    ? Object.fromEntries(
        Object.entries(labels).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
      )
    : {}
