import { z } from 'zod'
import { readJob, readLog, readRecord } from '@/lib/board/db/job'
import { readEvents, readLinks } from '@/lib/board/db/trail'
import type { RestrictedJob } from '@/lib/board/domain/job-board'
import type { JobDetail, JobRefusals } from '@/lib/board/domain/job-page'
import { recordedHistory } from '@/lib/board/domain/recorded-history'
import { storyEvents } from '@/lib/board/domain/story-times'
import { jobTimeline } from '@/lib/board/domain/timeline'
import { database } from '@/lib/db/connection/server-database'
import { readTrust } from '@/lib/fleet/db/node-trust'
import { nodeScope } from '@/lib/fleet/db/visibility'
import { nodeDetail } from '@/lib/fleet/queries/node'
import { hashOfJob } from '@/lib/jobs/db/approval-hash'
import { readRowConsents } from '@/lib/jobs/db/job-consent'
import { decisionCase } from '@/lib/jobs/db/votes'
import {
  cancelRefusal,
  type DecisionCase,
  decisionRefusal,
  emergencyApprovalRefusal,
  resolveRefusal,
  retryRefusal,
  reviseRefusal,
  skipDryRunRefusal,
  withdrawRefusal,
} from '@/lib/jobs/domain/refusals'
import { isStatusIn } from '@/lib/kernel/job-status'
import { jsonValue } from '@/lib/kernel/json/schemas'
import type { PersonViewer } from '@/lib/kernel/role'
import { personNames } from '@/lib/people/db/names'
import { readVerdict } from '@/lib/verdicts/db/read-verdict'
import { healthOf } from './health-of'
import { jobConsent } from './job-consent'
import { jobDocument } from './job-document'
import { jobRow, mention, restrictedJob } from './job-row'
import { ownApproval } from './own-approval'
import { whyUnfit } from './why-unfit'

/** Older ones are read when somebody scrolls up to them. */
const shownLogLines = 300

/** One job with everything needed to decide on it and follow it; null when it does not exist for this viewer. */
export async function jobDetail(viewer: PersonViewer, jobId: string): Promise<JobDetail | null> {
  if (!z.guid().safeParse(jobId).success) return null
  const { manager } = await database()
  const row = await readJob(manager, viewer.id, jobId)
  if (!row || !(await nodeScope(manager, viewer, row.target_node_did))) return null
  const trust = await readTrust(manager, row.target_node_did)
  const [node, log, record, events, links, { consent, review }, rowConsents, approved, unfit, own, helped] =
    await Promise.all([
      nodeDetail(viewer, row.target_node_did),
      readLog(manager, jobId, shownLogLines + 1),
      readRecord(manager, row.target_node_did, row.task_name, jobId),
      readEvents(manager, jobId),
      readLinks(manager, jobId),
      jobConsent(manager, viewer, row, trust),
      readRowConsents(manager, [jobId]),
      jobDocument(manager, row),
      isStatusIn('decidable', row.status) ? whyUnfit(manager, row) : null,
      ownApproval(manager, viewer, row, trust),
      readVerdict(manager, jobId),
    ])
  const history = recordedHistory(row.status_history, events)
  const timeline = row.is_sample
    ? jobTimeline(
        history.map((change) => ({ ...change, recordedAt: null })),
        storyEvents(events, history),
      )
    : jobTimeline(history, events)
  const names = await personNames(
    manager,
    timeline.flatMap((entry) => entry.actorDid ?? []),
  )
  const listed = jobRow(viewer, row, rowConsents.get(jobId))
  const task = node?.tasks.find((offer) => offer.name === row.task_name)
  return {
    ...listed,
    waitsForViewer: listed.waitsForViewer || review === null,
    params: jsonValue.parse(row.params ?? null),
    approvalHash: hashOfJob(row),
    revision: links.revision,
    consent,
    timeline: timeline.map((entry) => ({
      ...entry,
      actor: entry.actorDid ? mention(viewer, entry.actorDid, names.get(entry.actorDid) ?? null) : null,
    })),
    overdue: row.overdue,
    retryOf:
      links.retry_of && links.retry_of_status
        ? { jobId: links.retry_of, status: links.retry_of_status }
        : null,
    retries: links.retries.map((retry) => ({ jobId: retry.job_id, status: retry.status })),
    stopRequest: links.cancel_requested_at && {
      person: links.cancel_did ? mention(viewer, links.cancel_did, links.cancel_name) : null,
      at: links.cancel_requested_at.toISOString(),
      reason: links.cancel_reason,
    },
    startedAt: row.started_at?.toISOString() ?? null,
    result: jsonValue.parse(row.result ?? null),
    log: log
      .slice(-shownLogLines)
      .map((line) => ({ ...line, seq: Number(line.seq), at: line.at.toISOString() })),
    logTruncated: log.length > shownLogLines,
    unfit,
    approved,
    ran: row.ran,
    taskDescription: task?.description ?? null,
    nodeHealth: healthOf(node),
    nodeTrust: trust,
    ownApproval: own,
    lastParams: jsonValue.parse(record.last_params ?? null),
    record: {
      completed: record.completed,
      failed: record.failed,
      fixed: record.fixed,
      judged: record.judged,
      more: record.more,
    },
    helped: helped && {
      settledAt: helped.settledAt?.toISOString() ?? null,
      lookAt: helped.lookAt?.toISOString() ?? null,
      evidence: helped.evidence,
    },
    refusals: { ...refusalsOf(viewer, decisionCase(row, row)), review },
  }
}

/** What is left of a job for whoever requested it, once its node is hidden from them; null for everybody else. */
export async function restrictedJobOf(viewer: PersonViewer, jobId: string): Promise<RestrictedJob | null> {
  if (!z.guid().safeParse(jobId).success) return null
  const row = await readJob((await database()).manager, viewer.id, jobId)
  return row?.hidden && row.requester_did === viewer.did ? restrictedJob(row) : null
}

const refusalsOf = (viewer: PersonViewer, job: DecisionCase): Omit<JobRefusals, 'review'> => ({
  decide: decisionRefusal(viewer, job),
  withdraw: withdrawRefusal(viewer, job),
  cancel: cancelRefusal(viewer, job),
  revise: reviseRefusal(viewer, job),
  skipDryRun: skipDryRunRefusal(viewer, job),
  retry: retryRefusal(viewer, job),
  approveWithoutOwner: emergencyApprovalRefusal(viewer, job),
  resolve: resolveRefusal(viewer, job),
})
