import type { FleetGroups } from './fleet-groups'
import type { FillScale } from './map-fill'
import type { NodeState } from './node-state'

/** The last 24 hours: hourly averages, lowest and highest values, null where nothing was reported. */
export type Sparkline = {
  values: (number | null)[]
  low: (number | null)[]
  high: (number | null)[]
  now: number | null
  /** What the present value is of its whole, where the node reports that. */
  percent: number | null
}

type LastJob = { id: string; task: string; status: string; at: string }

/** In a list: React drops a member of an object that is called `__proto__`, as a metric may be. */
export type MetricNow = { metric: string; value: number }

/** One node as the fleet page shows it. Times in ISO 8601, UTC. */
export type FleetRow = {
  did: string
  name: string | null
  labels: Record<string, string>
  sample: boolean
  state: NodeState
  /** The last status that the node reported, also while it is silent. */
  reportedStatus: string | null
  /** The worst status of its last changes, while it flaps: where the list keeps it. */
  flapsTo: string | null
  /** Since when it has been in this state; for Silent, when it was last heard. */
  since: string | null
  /** When a report of it last arrived. */
  heardAt: string | null
  /** What is wrong with its clock, in three words. */
  clock: string | null
  diagnosis: { code: string | null; recommendation: string | null } | null
  cpu: Sparkline
  memory: Sparkline
  disk: number | null
  diskPercent: number | null
  network: number | null
  /** The present values of the metrics among the chosen columns. */
  chosen: MetricNow[]
  /** Its newest job, where that is a chosen column. Times in ISO 8601. */
  lastJob: LastJob | null
  /** Null while another program has locked the table of jobs. */
  openJobs: { pending: number; approved: number; running: number; lost: number } | null
}

/** A list of at most this many rows is sent whole; of a longer one the page has the first rows and reads on while scrolling. */
export const wholeListAtMost = 100

/** What a page says of the fleet beside its rows. */
export type FleetSummary = {
  /** When the order was read. */
  at: string
  /** How many nodes match. */
  matching: number
  /** How many nodes there are in service, or retired if the filter says so. */
  total: number
  /** How many nodes are retired. */
  retired: number
  /** Nodes by state over the whole fleet, ignoring filters. */
  counts: Record<string, number>
  /** The same for the nodes that match all filters but the one by state. */
  matchingCounts: Record<string, number>
  /** Whether any node has a label or an owner to filter by. */
  labelled: boolean
  owned: boolean
  /** The name of the owner in the filter; null if the DID belongs to no person. */
  ownerName: string | null
  /** How many nodes are samples; 0 hides the banner. */
  sampleNodes: number
  /** What the steps mean by which the map is filled. */
  fill?: FillScale | undefined
  /** The groups of the list, where it is grouped. */
  groups?: FleetGroups | undefined
}

/** Rows of some kind in the requested order, with what is said of the fleet beside them. */
export type FleetList<Row> = FleetSummary & { rows: Row[] }

/** The first matching rows; all of them if they are few. */
export type FleetPage = FleetList<FleetRow>

/** What one can choose from the whole fleet; `key` is that of a label. */
export const choicesOf = ['label', 'owner', 'node', 'key', 'metric', 'column'] as const
export type ChoicesOf = (typeof choicesOf)[number]

/** A label or owner to filter by, and how many nodes have it; or a node by its DID, without such a number. */
export type FleetChoice = { value: string; name: string; nodes: number | null }

/** What a browser that shows the fleet reads when something has changed. */
export type ListUpdate<Row> = {
  /** The name of this version of the list; the next read says that it has it. */
  version: string
  /** The version that this adds to; null: this is complete. */
  since: string | null
  /** The order of the rows; null: as in that version. */
  dids: string[] | null
  /** The rows that differ from that version. */
  rows: Row[]
  /** Everything else. */
  page: FleetSummary
}

export type FleetUpdate = ListUpdate<FleetRow>

/** How far the reports from before Hakim are rolled up. `share`: of the time they span, 0 … 1. */
export type BackfillNote = { reached: string | null; share: number }

/** The answer of `/api/fleet/live`. */
export type LiveAnswer<Row> = {
  /** How long before the request what others share was read, in ms; 0 if after it. */
  ageMs: number
  /** How many jobs wait for the viewer, if that was asked for. */
  waiting: number | null
  backfill: BackfillNote | null
  fleet: ListUpdate<Row>
}

export type FleetLive = LiveAnswer<FleetRow>
