import type { NodeTrust } from '@/lib/fleet/domain/node-trust'
import type { DocumentChange } from '@/lib/jobs/domain/document-changes'
import type { OnNode } from '@/lib/jobs/domain/on-node'
import type { Verdict } from '@/lib/jobs/domain/reason'
import type { Standing } from '@/lib/jobs/domain/refusals'
import type { JobStatus } from '@/lib/kernel/job-status'
import type { JsonValue } from '@/lib/kernel/json/json'
import type { TimeWindow } from '@/lib/kernel/time/time-window'
import type { ApprovalDocument } from '@/lib/signing/domain/document'
import type { NodeHealth } from './node-health'
import type { TimelineEntry } from './timeline'

/** A person as shown beside their action; `name` is the owner of the DID, or null for an unknown DID. */
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
  /** The log has its request and its status; otherwise somebody wrote it past all guards. */
  inLog: boolean
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

export type JobBoard = {
  rows: BoardRow[]
  /** By status, within the other filters. */
  counts: Partial<Record<JobStatus, number>>
  total: number
  /** There are more than `counts` and `total` say: a search does not read a million jobs. */
  atLeast: boolean
  waitingForViewer: number
  /** Opaque cursor of the next page; null on the last one. */
  nextCursor: string | null
  /** Set when the page ends early: only jobs newer than this (ISO 8601, UTC) were searched; the next page continues. */
  searchedTo: string | null
}

/** The choices of the board's filters; `value` as in the address. */
export type FilterChoices = Record<'nodes' | 'tasks' | 'requesters', { value: string; label: string }[]>

export type JobLogLine = { seq: number; at: string; stream: 'stdout' | 'stderr' | 'system'; line: string }

export type Candidate = PersonMention & {
  standing: Standing
  /** Their vote counts now. */
  voted: boolean
  /** Why they cannot vote on this job; null when they can. */
  barred: string | null
}

/** Who has to agree: `group` null means owners and delegates. */
export type VotesNeeded = { group: string | null; votes: number; given: number; people: Candidate[] }

/** `words`: of the document that was signed. */
export type VoteSignature =
  | { state: 'unsigned' }
  | { state: 'bad' }
  | { state: 'verified'; kind: 'ed25519' | 'p256' | 'passkey' | 'key'; words: string[] }

/** One vote as shown: `note` says why it does not count; null when it does. */
export type ShownVote = {
  id: string
  person: PersonMention
  standing: Standing | null
  decision: 'approve' | 'reject'
  reason: string | null
  at: string
  withdrawnAt: string | null
  revision: number
  signature: VoteSignature
  note: string | null
}

/** A job that was approved without its owner; `review` is null until there is one. */
export type EmergencyApproval = {
  revision: number
  person: PersonMention
  reason: string
  at: string
  signature: VoteSignature
  review: {
    person: PersonMention
    at: string
    verdict: Verdict
    text: string | null
  } | null
}

export type JobConsent = {
  met: boolean
  /** What is missing, in words; null when nothing is. */
  lacks: string | null
  broken: boolean
  votesNeeded: VotesNeeded[]
  votes: ShownVote[]
  emergency: EmergencyApproval[]
}

/** What an approval by the viewer would be. */
export type OwnApproval = {
  /** Whether the node counts it; null: the node has no pins, or they cannot approve, or not so. */
  onNode: OnNode | null
  emergencyOnNode: OnNode | null
  /** Why it is not signed any more; null for whoever has a key, or never had one. */
  unsigned: string | null
}

export type JobLink = { jobId: string; status: string }

/** For each action, why this viewer cannot do it; null when they can. */
export type JobRefusals = {
  decide: string | null
  withdraw: string | null
  cancel: string | null
  revise: string | null
  retry: string | null
  approveWithoutOwner: string | null
  review: string | null
  resolve: string | null
}

/** What is approved, as the approval hash covers it. */
export type JobDocument = {
  document: ApprovalDocument
  /** The digest of all that a reader sees of it: the same request again, in another revision, has the same. */
  content: string
  /** The six words of its digest, to compare with what another device shows. */
  words: string[]
  /** From the revision before. */
  changes: DocumentChange[]
}

/** One job with everything an approver needs. */
export type JobDetail = JobRow & {
  params: JsonValue
  approvalHash: string
  revision: number
  consent: JobConsent
  timeline: (TimelineEntry & { actor: PersonMention | null })[]
  /** Its expiry or window has passed, though its status may still be waiting. */
  overdue: boolean
  /** The job this one repeats, and those that repeat this one. */
  retryOf: JobLink | null
  retries: JobLink[]
  /** Who asked the agent to stop it, while it is running. */
  stopRequest: { person: PersonMention | null; at: string; reason: string | null } | null
  startedAt: string | null
  result: JsonValue
  log: JobLogLine[]
  logTruncated: boolean
  /** Why nobody can approve it as it stands, whoever they are; null when somebody could. */
  unfit: string | null
  /** Null where nobody can review it, and for jobs that ended before documents were kept. */
  approved: JobDocument | null
  /** The argument vector that the agent says it ran. */
  ran: string[] | null
  taskDescription: string | null
  nodeHealth: NodeHealth
  /** Whose signatures the node says that it requires; null: nobody's, as far as is known. */
  nodeTrust: NodeTrust | null
  /** Null for whoever cannot approve it. */
  ownApproval: OwnApproval | null
  /** Parameters of the last completed run of this task on this node, to show what differs. */
  lastParams: JsonValue
  /** How earlier runs of this task on this node ended. */
  record: { completed: number; failed: number }
  refusals: JobRefusals
}
