import type { JobReadRow } from '@/lib/board/db/job'
import type { BoardRow, JobRow, RestrictedJob } from '@/lib/board/domain/job-board'
import type { PersonMention } from '@/lib/board/domain/person-mention'
import { windowOf } from '@/lib/jobs/db/approval-hash'
import type { RowConsent } from '@/lib/jobs/db/job-consent'
import { decisionCase } from '@/lib/jobs/db/votes'
import { waitsFor } from '@/lib/jobs/domain/refusals'
import { parseHistory } from '@/lib/jobs/domain/status'
import { isStatusIn } from '@/lib/kernel/job-status'
import type { Viewer } from '@/lib/kernel/role'

export const mention = (viewer: Viewer, did: string, name: string | null): PersonMention => ({
  did,
  name,
  you: viewer.kind === 'person' && viewer.did === did,
})

const votesOf = (row: RowConsent | undefined): JobRow['votes'] =>
  row?.consent
    ? {
        given: row.consent.needed.reduce((sum, { given, votes }) => sum + Math.min(given, votes), 0),
        needed: row.consent.needed.reduce((sum, { votes }) => sum + votes, 0),
      }
    : null

/** A job as lists show it; `consent` comes from `readRowConsents`. */
export function jobRow(viewer: Viewer, row: JobReadRow, consent: RowConsent | undefined): JobRow {
  const running = isStatusIn('started', row.status)
  const agentBack = row.status === 'Lost' && row.leased
  return {
    jobId: row.job_id,
    task: row.task_name,
    node: { did: row.target_node_did, name: row.node_name },
    status: row.status,
    requester: mention(viewer, row.requester_did, row.requester_name),
    reason: row.reason,
    createdAt: (row.created_at ?? new Date(0)).toISOString(),
    completedAt: row.completed_at?.toISOString() ?? null,
    lastMessage: parseHistory(row.status_history).at(-1)?.message || null,
    progress: running ? { percent: row.progress_percent, message: row.progress_message } : null,
    waitsForViewer: viewer.kind === 'person' && waitsFor(viewer, decisionCase(row, row)),
    votes: votesOf(consent),
    window: windowOf(row),
    expiresAt: row.expires_at?.toISOString() ?? null,
    emergency: consent?.emergency ?? null,
    stopping: (row.status === 'Running' || agentBack) && (consent?.cancel_requested ?? false),
    agentBack,
    sample: row.is_sample ?? false,
    needsInformation: row.needs_information,
    triesUntil: row.trying_until?.toISOString() ?? null,
    dryRunFailed: row.dry_run_failed,
    inLog: row.in_log,
    verdict: row.settled_verdict && {
      ...{ is: row.settled_verdict, why: row.settled_why, back: row.back_at !== null },
    },
  }
}

/** All that a requester may see of a job on a node that was hidden from them. */
export const restrictedJob = (row: JobReadRow): RestrictedJob => ({
  restricted: true,
  jobId: row.job_id,
  status: row.status,
  createdAt: (row.created_at ?? new Date(0)).toISOString(),
  startedAt: row.started_at?.toISOString() ?? null,
  completedAt: row.completed_at?.toISOString() ?? null,
})

/** A job as the board shows it. */
export const boardRow = (viewer: Viewer, row: JobReadRow, consent: RowConsent | undefined): BoardRow =>
  row.hidden ? restrictedJob(row) : jobRow(viewer, row, consent)
