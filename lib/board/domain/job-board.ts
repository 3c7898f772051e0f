import type { NodeState } from '@/lib/fleet/domain/node-state'
import type { JobStatus } from '@/lib/kernel/job-status'
import type { JsonValue } from '@/lib/kernel/json/json'
import type { TimeWindow } from '@/lib/kernel/time/time-window'
import type { ParamChange } from '@/lib/tasks/domain/param-changes'
import type { Verdict } from '@/lib/verdicts/domain/verdict'
import type { PersonMention } from './person-mention'

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
  /** The newest message in the history: why it failed or was rejected. */
  lastMessage: string | null
  progress: { percent: number | null; message: string | null } | null
  /** This viewer can decide on it now, or review its emergency approval. */
  waitsForViewer: boolean
  /** How many votes count and how many are needed, while it is pending. */
  votes: { given: number; needed: number } | null
  window: TimeWindow | null
  expiresAt: string | null
  /** Someone ran it without the owner, or was about to: before and after the review. */
  emergency: 'open' | 'reviewed' | null
  /** It is running and was asked to stop. */
  stopping: boolean
  /** It counts as lost, but its agent has come back and is still working on it. */
  agentBack: boolean
  sample: boolean
  /** Its requester has to answer a question. */
  needsInformation: boolean
  /** Until when approvals wait for its dry run; null if they do not. */
  triesUntil: string | null
  /** Its dry run did not end well; nobody has decided yet. */
  dryRunFailed: boolean
  /** The log has its request and its status; otherwise somebody wrote it past all guards. */
  inLog: boolean
  /** Whether it helped, once that is settled, and why; `back`: it did, but the illness came back. */
  verdict: { is: Verdict; why: string | null; back: boolean } | null
}

/** What requesters see of a job once its node is restricted and no longer visible to them. */
export type RestrictedJob = {
  restricted: true
  jobId: string
  status: string
  createdAt: string
  startedAt: string | null
  completedAt: string | null
}

export type BoardRow = JobRow | RestrictedJob

/** A job that waits for the viewer, with what they need to decide which to look at. */
export type TriageRow = JobRow & {
  params: JsonValue
  risk: string | null
  /** More than 1: the request was changed. */
  revision: number
  /** How many votes count and are needed, in words; null when it waits for a review. */
  needs: string | null
  /** Other than the last completed run of the task on this node. */
  changes: ParamChange[]
  /** Why nobody can approve it; null when somebody can. */
  unfit: string | null
  /** How its node is; null for one that is not known. */
  nodeState: { state: NodeState; since: string | null; code: string | null } | null
}

/** The first of what waits for a viewer, under headings. `count`: of the whole group; `total`: of all groups. */
export type TriageBoard = {
  groups: { title: string; count: number; rows: TriageRow[] }[]
  total: number
  /** There are more than `total`. */
  atLeast: boolean
  shown: number
}

export type BoardCounts = {
  /** By status, within the other filters. */
  counts: Partial<Record<JobStatus, number>>
  total: number
  /** There are more than `counts` and `total` say: a search does not read a million jobs. */
  atLeast: boolean
  waitingForViewer: number
}

export type JobBoard = BoardCounts & {
  rows: BoardRow[]
  /** Opaque cursor of the next page; null on the last one. */
  nextCursor: string | null
  /** Set when the page ends early: only jobs newer than this (ISO 8601, UTC) were searched; the next page continues. */
  searchedTo: string | null
  /** false: it was searched for a text that no index of this database finds. */
  textIndex: boolean
}

/** The jobs of one status in a board by status: the first of them. */
export type StatusColumn = {
  status: JobStatus
  rows: BoardRow[]
  /** How many there are, as `BoardCounts` says it. */
  count: number
  /** The table has more of them, or looks further. */
  more: boolean
}

export type StatusBoard = BoardCounts & {
  columns: StatusColumn[]
  /** How many have a status of another program, for which there is no column. */
  others: number
}

/** The choices of the board's filters; `value` as in the address. */
export type FilterChoices = Record<
  'nodes' | 'tasks' | 'requesters' | 'people',
  { value: string; label: string }[]
>
