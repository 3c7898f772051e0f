import type { NodeState } from './node-state'

/** `values` hold one average an hour of the last 24, null where nothing was reported. */
export type Sparkline = { values: (number | null)[]; now: number | null }

/** One node as the fleet page shows it. Times in ISO 8601, UTC. */
export type FleetRow = {
  did: string
  name: string | null
  labels: Record<string, string>
  sample: boolean
  state: NodeState
  /** What the node itself said last, also while it is silent. */
  reportedStatus: string | null
  /** Since when it is in this state; for Silent, the last report. */
  since: string | null
  lastReportAt: string | null
  /** Seconds by which the node's clock runs ahead of the server's, when that matters. */
  clockAheadSeconds: number | null
  diagnosis: { code: string | null; recommendation: string | null } | null
  cpu: Sparkline
  memory: Sparkline
  disk: number | null
  network: number | null
  openJobs: { pending: number; approved: number; running: number; lost: number }
  ownedByViewer: boolean
}

/** Up to so many rows are one page; of more, the page has the first and reads on as it is scrolled. */
export const wholeListAtMost = 100

export type FleetPage = {
  /** The first rows in the order that was asked for; all that match while they are few. */
  rows: FleetRow[]
  /** When they were in it. */
  at: string
  /** How many nodes match. */
  matching: number
  /** How many nodes there are. */
  total: number
  /** Nodes by state over the whole fleet, whatever it is narrowed to. */
  counts: Record<string, number>
  /** Whether any node has a label, an owner, to narrow the fleet to. */
  labelled: boolean
  owned: boolean
  /** The name of the owner that the fleet is narrowed to; null where the DID is nobody's. */
  ownerName: string | null
  /** Nodes of the sample fleet; 0 hides its banner. */
  sampleNodes: number
}

/** One label or owner to narrow the fleet to, and how many nodes have it. */
export type FleetChoice = { value: string; name: string; nodes: number }
