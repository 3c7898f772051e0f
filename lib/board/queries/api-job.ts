import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import { type JobReadRow, readJob } from '@/lib/board/db/job'
import type { VoteSignature } from '@/lib/board/domain/job-consent'
import type { ShownDryRun } from '@/lib/board/domain/job-page'
import { database } from '@/lib/db/connection/server-database'
import { readTrust } from '@/lib/fleet/db/node-trust'
import { nodeScope } from '@/lib/fleet/db/visibility'
import type { NodeTrust } from '@/lib/fleet/domain/node-trust'
import { type EmergencyApprovalRow, readEmergencyApprovals } from '@/lib/jobs/db/emergencies'
import { readVotes } from '@/lib/jobs/db/job-consent'
import { readConsent } from '@/lib/jobs/db/votes'
import { waitsForDryRun } from '@/lib/jobs/domain/refusals'
import { voteNote } from '@/lib/jobs/domain/vote-note'
import { isStatusIn } from '@/lib/kernel/job-status'
import type { Viewer } from '@/lib/kernel/role'
import { apiVerdict } from '@/lib/verdicts/queries/api-verdict'
import { apiJob, restrictedApiJob } from './api-jobs'
import { jobLacks } from './job-consent'
import { jobDocument } from './job-document'
import { ownApproval } from './own-approval'
import { shownPolicies } from './shown-policies'
import { voteFacts } from './vote-facts'
import { voteSignature } from './vote-signature'
import { whyUnfit } from './why-unfit'

/** One job with its approval document and its votes, or what is left of it for whoever requested it; null if there is none. */
export async function apiJobDetail(viewer: Viewer, jobId: string) {
  if (!z.guid().safeParse(jobId).success) return null
  const { manager } = await database()
  const row = await readJob(manager, viewer.kind === 'person' ? viewer.id : null, jobId)
  if (!row) return null
  if (!(await nodeScope(manager, viewer, row.target_node_did)))
    return viewer.kind === 'person' && row.hidden && row.requester_did === viewer.did
      ? restrictedApiJob(row)
      : null
  const trust = await readTrust(manager, row.target_node_did)
  const [approved, consent, unfit, own, verdict] = await Promise.all([
    jobDocument(manager, row),
    apiConsent(manager, viewer, row, trust),
    isStatusIn('decidable', row.status) ? whyUnfit(manager, row) : null,
    viewer.kind === 'person' ? ownApproval(manager, viewer, row, trust) : null,
    apiVerdict(manager, jobId, row.status),
  ])
  return {
    ...apiJob(row),
    document: approved?.document ?? null,
    fingerprint: approved?.words ?? [],
    changes: approved?.changes ?? [],
    dry_run: apiDryRun(approved?.dryRun ?? null),
    verdict,
    ran: row.ran,
    cannot_be_approved: unfit ?? (row.trying_until && waitsForDryRun(row.trying_until.toISOString())),
    your_approval: own && {
      on_node: own.onNode,
      in_emergency_on_node: own.emergencyOnNode,
      not_signed: own.unsigned,
    },
    consent,
  }
}

async function apiConsent(db: EntityManager, viewer: Viewer, job: JobReadRow, trust: NodeTrust | null) {
  const [{ needed, ...counted }, votes, emergency] = await Promise.all([
    readConsent(db, job.job_id),
    readVotes(db, job.job_id),
    readEmergencyApprovals(db, job.job_id, null),
  ])
  const lacks = await jobLacks(db, job, counted, trust)
  const shown = await shownPolicies(db, viewer, votes)
  return {
    met: counted.met && (lacks === null || counted.broken),
    lacks,
    needed: needed.map(({ name, votes, given }) => ({ group: name, votes, given })),
    votes: votes.map((vote) => ({
      person_did: vote.did,
      person_name: vote.name,
      decision: vote.decision,
      reason: vote.reason,
      decided_at: vote.decided_at,
      revision: vote.revision,
      withdrawn_at: vote.withdrawn_at,
      policy: vote.policy && {
        ...{ policy_id: vote.policy.id, name: vote.policy.name, revision: vote.policy.revision },
        signed: vote.withdrawn_at === null ? shown(vote.policy) : null,
      },
      ...signatureOf(voteSignature(vote)),
      // Withdrawn, it proves nothing any more.
      signed: vote.withdrawn_at === null ? vote.signed : null,
      does_not_count: voteNote(voteFacts(vote, job, trust), job),
    })),
    emergency: emergency.map(apiEmergency),
    pins: trust,
  }
}

const apiDryRun = (shown: ShownDryRun | null) =>
  shown && {
    state: shown.state,
    until: 'until' in shown ? shown.until : null,
    result: shown.state === 'found' ? shown.result : null,
    problem: shown.state === 'wrong' ? shown.why : null,
  }

const signatureOf = (signature: VoteSignature) => ({
  signature: signature.state,
  clock_difference: signature.state === 'verified' ? signature.clockDifference : null,
})

const apiEmergency = (row: EmergencyApprovalRow) => ({
  person_did: row.did,
  person_name: row.name,
  reason: row.reason,
  approved_at: row.broken_at,
  revision: row.revision,
  ...signatureOf(voteSignature({ ...row, decision: 'emergency', decided_at: row.broken_at })),
  signed: row.signed,
  review:
    row.reviewed_at && row.verdict && row.reviewer_did
      ? {
          person_did: row.reviewer_did,
          person_name: row.reviewer_name,
          reviewed_at: row.reviewed_at,
          verdict: row.verdict,
          text: row.review,
        }
      : null,
})
