import type { EntityManager } from 'typeorm'
import type { Verdict } from '@/lib/jobs/domain/reason'
import type { Standing } from '@/lib/jobs/domain/refusals'
import type { JsonObject } from '@/lib/kernel/json/json'
import type { PersonViewer } from '@/lib/kernel/role'
import type { VoteRow } from './job-consent'

export type EmergencyApprovalRow = {
  revision: number
  person_id: string
  did: string
  name: string
  reason: string
  broken_at: Date
  reviewer_did: string | null
  reviewer_name: string | null
  reviewed_at: Date | null
  verdict: Verdict | null
  review: string | null
  signed: JsonObject | null
  key: string | null
  key_kind: VoteRow['key_kind']
  rp_id: string | null
  origins: string[] | null
  document: string | null
  digest: string | null
  /** The capacities in which the viewer can decide on the node now, whatever became of the job. */
  standing: Standing | null
}

/** Every emergency approval of a job; those that wait for a review come first. */
export const readEmergencyApprovals = (
  db: EntityManager,
  jobId: string,
  viewerId: string | null,
): Promise<EmergencyApprovalRow[]> =>
  db.query(
    `SELECT g.revision, g.person_id, p.did, p.name, g.reason, g.broken_at, r.did AS reviewer_did,
            r.name AS reviewer_name, g.reviewed_at, g.verdict, g.review, hakim_standing(g.job_id, $2) AS standing,
            g.signed, k.key, k.kind AS key_kind, k.rp_id, k.origins, a.document, a.digest
     FROM break_glass g JOIN people p ON p.id = g.person_id LEFT JOIN people r ON r.id = g.reviewed_by
     LEFT JOIN consent_keys k USING (key_id)
     LEFT JOIN approval_documents a ON g.signed IS NOT NULL AND a.job_id = g.job_id AND a.revision = g.revision
     WHERE g.job_id = $1 ORDER BY g.reviewed_at IS NOT NULL, g.revision`,
    [jobId, viewerId],
  )

/** Filters the emergency approvals, as on the board. */
type ReviewFilter = {
  node?: string | undefined
  task?: string | undefined
  requester?: string | undefined
  q?: string | undefined
}

/** Jobs whose emergency approval this person can review now, by the rule of `reviewRefusal`; newest first. */
export async function readReviews(
  db: EntityManager,
  viewer: PersonViewer,
  filter: ReviewFilter = {},
): Promise<string[]> {
  const rows = await db.query<{ job_id: string }[]>(
    `SELECT j.job_id FROM break_glass g JOIN maintenance_jobs j USING (job_id)
     LEFT JOIN job_details d USING (job_id) LEFT JOIN nodes n ON n.node_did = j.target_node_did
     WHERE g.reviewed_at IS NULL AND g.person_id <> $1 AND j.requester_did <> $2
       AND ($3::boolean OR EXISTS (SELECT FROM node_deciders n WHERE n.node_did = j.target_node_did AND n.person_id = $1
         AND (n.standing = 'owner' OR NOT hakim_through_requester(j.job_id, n.owner_id))))
       AND ($4::text IS NULL OR j.target_node_did = $4) AND ($5::text IS NULL OR j.task_name = $5)
       AND ($6::text IS NULL OR j.requester_did = $6)
       AND ($7::text IS NULL OR strpos(lower(concat_ws(' ', j.task_name, j.target_node_did, n.name, d.reason, j.job_id, j.params,
             jsonb_path_query_array(j.status_history, '$[*].message'))), lower($7)) > 0)
     GROUP BY j.job_id ORDER BY max(g.broken_at) DESC LIMIT 50`,
    [
      ...[viewer.id, viewer.did, viewer.role === 'admin'],
      ...[filter.node ?? null, filter.task ?? null, filter.requester ?? null, filter.q ?? null],
    ],
  )
  return rows.map((row) => row.job_id)
}
