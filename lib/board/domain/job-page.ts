import type { NodeTrust } from '@/lib/fleet/domain/node-trust'
import type { DocumentChange } from '@/lib/jobs/domain/document-changes'
import type { JsonValue } from '@/lib/kernel/json/json'
import type { ApprovalDocument } from '@/lib/signing/domain/document'
import type { DryRunResult } from '@/lib/signing/domain/dry-run'
import type { StoredEvidence } from '@/lib/verdicts/domain/evidence'
import type { JobRow } from './job-board'
import type { JobConsent, OwnApproval } from './job-consent'
import type { NodeHealth } from './node-health'
import type { PersonMention } from './person-mention'
import type { TimelineEntry } from './timeline'

export type JobLogLine = { seq: number; at: string; stream: 'stdout' | 'stderr' | 'system'; line: string }

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
  skipDryRun: string | null
  resolve: string | null
}

/**
 * What came of finding out what a request would change: still waited for, no longer waited for, what the node found out with what it said of
 * the revision before, or something that its document does not name.
 */
export type ShownDryRun =
  | { state: 'waiting'; until: string }
  | { state: 'given_up'; until: string }
  | { state: 'found'; digest: string; result: DryRunResult; before: DryRunResult | null }
  | { state: 'wrong'; why: string }

/** What is approved, as the approval hash covers it. */
export type JobDocument = {
  document: ApprovalDocument
  /** The digest of all that a reader sees of it: the same request again, in another revision, has the same. */
  content: string
  /** The six words of its digest, to compare with what another device shows. */
  words: string[]
  /** From the revision before. */
  changes: DocumentChange[]
  /** Null if nobody asked. */
  dryRun: ShownDryRun | null
}

/** Whether a run helped, as far as is known; times in ISO 8601. */
export type JobVerdict = {
  settledAt: string | null
  /** When it is looked at again; null when nothing more is to be seen. */
  lookAt: string | null
  /** Null as long as nobody has looked. */
  evidence: StoredEvidence | null
}

/** Of earlier runs of a task on a node, the newest so many are looked at. */
export const mostRuns = 100

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
  /** How earlier runs of this task on this node ended; `more`: of the newest `mostRuns` alone. */
  record: { completed: number; failed: number; fixed: number; judged: number; more: boolean }
  /** Null for a job that has not run. */
  helped: JobVerdict | null
  refusals: JobRefusals
}
