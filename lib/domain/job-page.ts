import type { JobStatus, StatusChange } from './job'
import type { JsonValue } from './json'
import type { NodeState } from './node-health'

/** A person as shown beside what they did; `name` is the DID's owner here, or null for a DID not known here. */
export type PersonMention = { did: string; name: string | null; you: boolean }

/** One row of the board. Times in ISO 8601, UTC. */
export type JobRow = {
  jobId: string
  task: string
  node: { did: string; name: string | null }
  status: string
  requester: PersonMention
  reason: string | null
  createdAt: string
  completedAt: string | null
  /** The newest message of the history: why it failed, who rejected it. */
  lastMessage: string | null
  progress: { percent: number | null; message: string | null } | null
  /** This viewer may decide it now. */
  waitsForViewer: boolean
  sample: boolean
}

export type JobBoard = {
  rows: JobRow[]
  /** By status, within the other filters. */
  counts: Partial<Record<JobStatus, number>>
  total: number
  /** There are more than `counts` and `total` say: a search does not go through a million jobs. */
  atLeast: boolean
  waitingForViewer: number
  /** Opaque cursor of the next page; null on the last. */
  nextCursor: string | null
  /** Set when the page ends early: jobs newer than this (ISO 8601, UTC) were searched, the next page goes on. */
  searchedTo: string | null
}

export type JobLogLine = { seq: number; at: string; stream: 'stdout' | 'stderr' | 'system'; line: string }

/** One job with all that an approver needs. */
export type JobDetail = JobRow & {
  params: JsonValue
  approvalHash: string
  history: (StatusChange & { actor: PersonMention | null })[]
  startedAt: string | null
  result: JsonValue
  log: JobLogLine[]
  logTruncated: boolean
  /** The command that the node announced for this task, if it said. */
  command: string[] | null
  taskDescription: string | null
  nodeState: NodeState | null
  nodeSince: string | null
  nodeNow: Record<string, number>
  owner: { did: string; name: string } | null
  /** Parameters of the last completed run of this task on this node, to show what differs. */
  lastParams: JsonValue
  /** How this task ended on this node before. */
  record: { completed: number; failed: number }
  /** Why the viewer may not decide or cancel; null when they may. */
  decisionRefusal: string | null
  cancelRefusal: string | null
}
