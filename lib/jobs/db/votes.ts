import type { EntityManager } from 'typeorm'
import { z } from 'zod'
import type { MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import type { DecisionCase } from '@/lib/jobs/domain/refusals'
import { sqlStatuses } from '@/lib/kernel/job-status'
import type { SignedVote } from '@/lib/signing/domain/vote'
import type { StoredTiming } from './approval-hash'

/** What a decision depends on beyond the given columns, and the viewer's relation to the job. */
export type CaseRow = StoredTiming & {
  revision: number
  /** Of the approval document of this revision; null when there is none. */
  digest: string | null
  /** Until when approvals wait for its dry run; null if they do not. */
  trying_until: Date | null
  /** What came of it did not end well. */
  dry_run_failed: boolean
  overdue: boolean
  leased: boolean
  standing: DecisionCase['standing']
  /** The requester is an owner and has delegated to them, which does not count here. */
  delegated_by_requester: boolean
  node_has_owner: boolean
  voted: DecisionCase['voted']
}

/** The vote `v`, which nobody has withdrawn, is its person's own, or its policy still approves the job. */
export const stands =
  '(v.policy_id IS NULL OR hakim_policy_refuses(v.policy_id, v.policy_revision, v.job_id) IS NULL)'

/** The columns of a `CaseRow` of the job `j` with its details `d`; `viewer` is the placeholder of a person's id. */
export const caseColumns = (viewer: string): string => `
  coalesce(d.revision, 1) AS revision, coalesce(least(d.expires_at, d.window_end) <= now(), false) AS overdue,
  coalesce(d.lease_expires_at > now(), false) AS leased,
  d.window_start, d.window_end, d.time_zone, d.expires_at,
  (SELECT a.digest FROM approval_documents a
   WHERE a.job_id = j.job_id AND a.revision = coalesce(d.revision, 1)) AS digest,
  CASE WHEN j.status = 'PendingApproval' THEN (SELECT a.dry_run_until FROM approval_documents a
    WHERE a.job_id = j.job_id AND a.revision = d.revision AND a.dry_run IS NULL AND a.dry_run_until > now()) END AS trying_until,
  -- Canonical JSON has its members in this order.
  j.status = 'PendingApproval' AND EXISTS (SELECT FROM approval_documents a WHERE a.job_id = j.job_id
    AND a.revision = d.revision AND left(a.dry_run, 15) <> '{"exit_code":0,') AS dry_run_failed,
  CASE WHEN ${viewer}::text IS NOT NULL AND j.status IN ${sqlStatuses('open')}
       THEN hakim_standing(j.job_id, ${viewer}) END AS standing,
  EXISTS (SELECT FROM node_deciders n WHERE n.person_id = ${viewer} AND n.node_did = j.target_node_did
            AND n.standing = 'delegate' AND hakim_through_requester(j.job_id, n.owner_id)) AS delegated_by_requester,
  EXISTS (SELECT FROM node_owners o WHERE o.node_did = j.target_node_did) AS node_has_owner,
  (SELECT CASE WHEN v.policy_id IS NULL THEN 'self' WHEN ${stands} THEN 'policy' ELSE 'lapsed' END
   FROM job_votes v WHERE v.job_id = j.job_id AND v.revision = d.revision
     AND v.person_id = ${viewer} AND v.withdrawn_at IS NULL) AS voted`

export const decisionCase = (
  job: Pick<MaintenanceJobRow, 'status' | 'requester_did'>,
  row: Pick<
    CaseRow,
    'standing' | 'delegated_by_requester' | 'node_has_owner' | 'voted' | 'overdue' | 'leased'
  >,
): DecisionCase => ({
  status: job.status,
  requesterDid: job.requester_did,
  nodeHasOwner: row.node_has_owner,
  standing: row.standing,
  delegatedByRequester: row.delegated_by_requester,
  voted: row.voted,
  overdue: row.overdue,
  leased: row.leased,
})

/** A person's relation to an existing job; without a person, the job alone. */
export async function readCase(tx: EntityManager, jobId: string, personId: string | null): Promise<CaseRow> {
  const [row] = await tx.query<CaseRow[]>(
    `SELECT ${caseColumns('$2')} FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id) WHERE j.job_id = $1`,
    [jobId, personId],
  )
  if (!row) throw new Error(`There is no job ${jobId}`)
  return row
}

const consentAnswer = z.object({
  met: z.boolean(),
  broken: z.boolean(),
  lacks: z.string().nullable(),
  needed: z.array(
    z.object({
      group_id: z.string().nullable(),
      name: z.string().nullable(),
      votes: z.number(),
      given: z.number(),
    }),
  ),
})

/** `lacks` says in words what is missing; the first count is that of the node's owners and their delegates. */
export type Consent = z.infer<typeof consentAnswer>

/** How many votes the job has and needs now, as PostgreSQL counts them (`hakim_consent`). */
export async function readConsent(tx: EntityManager, jobId: string): Promise<Consent> {
  const [row] = await tx.query<{ consent: unknown }[]>(`SELECT hakim_consent($1) AS consent`, [jobId])
  return consentAnswer.parse(row?.consent)
}

/**
 * Those of these jobs that any owner of their node from before the request other than the requester, or a delegate of such an
 * owner, could approve: an enabled approver.
 */
export async function approvable(db: EntityManager, jobIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.query<{ job_id: string }[]>(
    `SELECT DISTINCT j.job_id FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
     JOIN node_deciders n ON n.node_did = j.target_node_did JOIN people p ON p.id = n.person_id
     WHERE j.job_id = ANY ($1::uuid[]) AND (n.counts_from IS NULL OR n.counts_from <= hakim_requested_at(j.job_id))
       AND (n.standing = 'owner' OR NOT hakim_through_requester(j.job_id, n.owner_id))
       AND p.role IN ('approver', 'admin') AND p.did <> j.requester_did
       AND p.id IS DISTINCT FROM d.requester_id`,
    [jobIds],
  )
  return new Set(rows.map(({ job_id }) => job_id))
}

export const someoneCanApprove = async (db: EntityManager, jobId: string): Promise<boolean> =>
  (await approvable(db, [jobId])).size > 0

/** PostgreSQL refuses a vote from anyone without the right to vote, and logs it. */
export async function insertVote(
  tx: EntityManager,
  vote: {
    jobId: string
    revision: number
    personId: string
    decision: 'approve' | 'reject'
    approvalHash: string
    reason: string | null
    /** Null: the vote is not signed. */
    signed: { keyId: string; vote: SignedVote } | null
  },
): Promise<void> {
  await tx.query(`SELECT hakim_vote($1, $2, $3, $4, $5, $6, $7, $8)`, [
    ...[vote.jobId, vote.revision, vote.personId, vote.decision, vote.approvalHash, vote.reason],
    ...[vote.signed?.keyId, vote.signed && JSON.stringify(vote.signed.vote)],
  ])
}

/** Withdraws this person's own vote in this revision; does nothing when there is none. */
export async function withdrawVote(
  tx: EntityManager,
  jobId: string,
  revision: number,
  personId: string,
): Promise<void> {
  await tx.query(`SELECT hakim_withdraw_vote($1, $2, $3)`, [jobId, revision, personId])
}
