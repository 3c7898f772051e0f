import type { NodeState } from './node-health'

/** `values` hold one average a bucket, null where nothing was reported; 48 buckets of 30 minutes. */
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

export type FleetPage = {
  rows: FleetRow[]
  /** Nodes by state over the whole fleet, whatever the search. */
  counts: Record<string, number>
  total: number
  /** Jobs that wait for this viewer's decision. */
  waitingForViewer: number
  /** Nodes of the sample fleet; 0 hides its banner. */
  sampleNodes: number
}
