import type { FleetNodeRow } from '@/lib/fleet/db/nodes'
import { clockOffset } from '@/lib/fleet/domain/node-clock'
import { type NodeState, nodeState } from '@/lib/fleet/domain/node-state'
import { isJsonObject, type JsonObject } from '@/lib/kernel/json/json'

type ShownState = {
  state: NodeState
  reportedStatus: string | null
  /** The worst status of its last changes, while it flaps and reports. */
  flapsTo: string | null
  since: string | null
  heardAt: string | null
  lastReportAt: string | null
  clockOffsetSeconds: number | null
}

/** The state shown for a node, from its latest report and its contact, by the database's clock. */
export function stateOf(node: FleetNodeRow): ShownState {
  const contact = {
    status: node.status,
    heardAt: node.heard_at,
    arrivedAt: node.arrived_at,
    contactSeconds: node.contact_seconds,
    cadenceSeconds: node.cadence_seconds,
    intervalSeconds: node.interval_seconds,
  }
  const state = nodeState(contact, node.read_at)
  // Other than what it reported: since it went silent, or since nothing that came says how it is.
  const since =
    state === 'Silent' ? node.heard_at : state === node.status ? node.status_since : node.arrived_at
  return {
    state,
    reportedStatus: node.status,
    flapsTo: state === node.status ? node.flaps_to : null,
    since: since?.toISOString() ?? null,
    heardAt: node.heard_at?.toISOString() ?? null,
    lastReportAt: node.timestamp?.toISOString() ?? null,
    clockOffsetSeconds: clockOffset({
      ...contact,
      timestamp: node.timestamp,
      aheadSeconds: node.ahead_seconds,
    }),
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
