import type { EntityManager } from 'typeorm'
import type { Standing } from '@/lib/jobs/domain/refusals'
import { sqlStatuses } from '@/lib/kernel/job-status'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { Role } from '@/lib/kernel/role'
import type { Consent } from './votes'

export type VoteRow = {
  vote_id: string
  revision: number
  did: string
  name: string
  role: Role
  disabled: boolean
  decision: 'approve' | 'reject'
  reason: string | null
  decided_at: Date
  withdrawn_at: Date | null
  /** The capacities in which the voter can decide on the job now. */
  standing: Standing | null
  /** The job needs votes of a group of theirs. */
  in_group: boolean
  /** The signed statement with its signature, and the key; null for an unsigned vote. */
  signed: JsonObject | null
  /** Signed delegations to the voter that held when the job was claimed, or hold now. */
  delegations: { signed: unknown }[]
  /** The policy of theirs that voted, what they signed of it, why it would not approve the job now, and whether they then decided themselves. */
  policy: {
    id: string
    revision: number
    name: string
    signed: JsonObject
    refuses: string | null
    replaced: boolean
  } | null
  /** That of the vote, or of its policy. */
  key: string | null
  key_kind: 'ed25519' | 'p256' | 'passkey' | null
  key_revoked: boolean
  rp_id: string | null
  origins: string[] | null
  /** Of a signed vote: the approval document of its revision, and its digest. */
  document: string | null
  digest: string | null
}

/** Every vote on a job, oldest first; those of the sample fleet share one time. */
export const readVotes = (db: EntityManager, jobId: string): Promise<VoteRow[]> =>
  db.query(
    `SELECT v.vote_id, v.revision, p.did, p.name, p.role, p.disabled_at IS NOT NULL AS disabled, v.decision, v.reason, v.decided_at, v.withdrawn_at,
            hakim_standing(v.job_id, p.id) AS standing, EXISTS (
              SELECT FROM group_members m JOIN rule_seats s USING (group_id) JOIN hakim_rules_of(v.job_id) r USING (rule_id)
              WHERE m.person_id = p.id) AS in_group, v.signed, CASE WHEN v.signed IS NULL THEN '[]' ELSE
              hakim_signed_delegations(v.job_id, p.id, coalesce(d.started_at, now())) END AS delegations, k.key, k.kind AS key_kind,
            k.revoked_at IS NOT NULL AS key_revoked, k.rp_id, k.origins, a.document, a.digest,
            CASE WHEN r.policy_id IS NOT NULL THEN
              jsonb_build_object('id', r.policy_id, 'revision', r.revision, 'name', c.name, 'signed', r.signed,
                'refuses', hakim_policy_refuses(r.policy_id, r.revision, v.job_id), 'replaced', EXISTS (
                  SELECT FROM job_votes own WHERE own.job_id = v.job_id AND own.revision = v.revision
                    AND own.person_id = v.person_id AND own.policy_id IS NULL AND own.decided_at = v.withdrawn_at)) END AS policy
     FROM job_votes v JOIN people p ON p.id = v.person_id LEFT JOIN policies c ON c.policy_id = v.policy_id
     LEFT JOIN policy_revisions r ON r.policy_id = v.policy_id AND r.revision = v.policy_revision
     LEFT JOIN consent_keys k ON k.key_id = coalesce(v.key_id, r.key_id)
     LEFT JOIN job_details d ON d.job_id = v.job_id
     LEFT JOIN approval_documents a ON coalesce(v.signed, r.signed) IS NOT NULL AND a.job_id = v.job_id AND a.revision = v.revision
     WHERE v.job_id = $1 ORDER BY v.decided_at, v.revision, v.vote_id LIMIT 200`,
    [jobId],
  )

/** The votes that owners gave on a job that has begun, by the log: whoever has left since was one then. */
export async function readOwnersVotes(db: EntityManager, jobId: string): Promise<Set<string>> {
  const rows = await db.query<{ vote_id: string }[]>(
    `SELECT v.vote_id FROM job_votes v JOIN job_details d USING (job_id) JOIN people p ON p.id = v.person_id
     LEFT JOIN consent_keys k USING (key_id)
     WHERE v.job_id = $1 AND d.started_at IS NOT NULL
       AND coalesce(p.disabled_at > d.started_at, true) AND coalesce(k.revoked_at > d.started_at, true)
       -- Not as JSON: an event may be anything. A quotation mark within its texts has a backslash before it, and an event with a
       -- history, which may hold any key, is no vote.
       AND EXISTS (SELECT FROM job_events e WHERE e.stream = 'job:' || v.job_id AND e.body LIKE '%"kind": "vote"%'
         AND e.body LIKE '%"vote_id": "' || v.vote_id || '"%' AND e.body LIKE '%"standing": "owner"%'
         AND strpos(e.body, '"history": ') = 0)`,
    [jobId],
  )
  return new Set(rows.map(({ vote_id }) => vote_id))
}

/** Who can give a vote of this kind on a job, without the disabled, owners who came after the request, and delegates of the requester; `group_id` null: an owner or delegate. Roles are not checked. */
export type CandidateRow = {
  group_id: string | null
  standing: Standing
  did: string
  name: string
  role: Role
}

export const readCandidates = (
  db: EntityManager,
  job: { id: string; nodeDid: string },
  groupIds: readonly string[],
): Promise<CandidateRow[]> =>
  db.query(
    `SELECT NULL::uuid AS group_id, max(n.standing) AS standing, p.did, p.name, p.role
     FROM node_deciders n JOIN people p ON p.id = n.person_id
     WHERE n.node_did = $1 AND (n.counts_from IS NULL OR n.counts_from <= hakim_requested_at($3))
       AND (n.standing = 'owner' OR NOT hakim_through_requester($3, n.owner_id)) GROUP BY p.id
     UNION ALL
     SELECT m.group_id, 'group', p.did, p.name, p.role
     FROM group_members m JOIN people p ON p.id = m.person_id
     WHERE m.group_id = ANY ($2) AND p.disabled_at IS NULL
     ORDER BY name, did`,
    [job.nodeDid, groupIds, job.id],
  )

/**
 * What a list shows of a job's consent; `consent` while it is pending, `emergency` when it was approved without the
 * owner.
 */
export type RowConsent = {
  job_id: string
  consent: Pick<Consent, 'needed'> | null
  emergency: 'open' | 'reviewed' | null
  cancel_requested: boolean
}

/** For the jobs of one page, by id. */
export async function readRowConsents(
  db: EntityManager,
  jobIds: readonly string[],
): Promise<Map<string, RowConsent>> {
  if (jobIds.length === 0) return new Map()
  const rows = await db.query<RowConsent[]>(
    `SELECT j.job_id, CASE WHEN j.status IN ${sqlStatuses('decidable')} THEN hakim_consent(j.job_id) END AS consent,
            (SELECT CASE WHEN bool_or(g.reviewed_at IS NULL) THEN 'open' WHEN count(*) > 0 THEN 'reviewed' END
             FROM break_glass g WHERE g.job_id = j.job_id) AS emergency,
            d.cancel_requested_at IS NOT NULL AS cancel_requested
     FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id) WHERE j.job_id = ANY ($1)`,
    [jobIds],
  )
  return new Map(rows.map((row) => [row.job_id, row]))
}
