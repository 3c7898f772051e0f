import type { EntityManager } from 'typeorm'
import type { Verdict } from '@/lib/jobs/domain/reason'
import type { Standing } from '@/lib/jobs/domain/refusals'
import type { SignedVote } from '@/lib/signing/domain/vote'

/** PostgreSQL refuses it to anyone without the right, and logs it. */
export async function insertEmergencyApproval(
  tx: EntityManager,
  emergency: {
    jobId: string
    revision: number
    personId: string
    approvalHash: string
    reason: string
    /** Null: it is not signed. */
    signed: { keyId: string; vote: SignedVote } | null
  },
): Promise<void> {
  await tx.query(`SELECT hakim_approve_in_emergency($1, $2, $3, $4, $5, $6, $7)`, [
    ...[emergency.jobId, emergency.revision, emergency.personId, emergency.approvalHash, emergency.reason],
    ...[emergency.signed?.keyId, emergency.signed && JSON.stringify(emergency.signed.vote)],
  ])
}

type EmergencyRow = { revision: number; person_id: string; reviewed: boolean; standing: Standing | null }

/**
 * The emergency approval that has waited longest for its review, otherwise a reviewed one; `standing` is this
 * person's.
 */
export async function readEmergencyApproval(
  db: EntityManager,
  jobId: string,
  personId: string,
): Promise<EmergencyRow | null> {
  const [row] = await db.query<EmergencyRow[]>(
    `SELECT revision, person_id, reviewed_at IS NOT NULL AS reviewed, hakim_standing(job_id, $2) AS standing
     FROM break_glass WHERE job_id = $1
     ORDER BY reviewed_at IS NOT NULL, revision LIMIT 1`,
    [jobId, personId],
  )
  return row ?? null
}

export async function saveReview(
  tx: EntityManager,
  review: {
    jobId: string
    revision: number
    personId: string
    verdict: Verdict
    review: string
  },
): Promise<void> {
  await tx.query(`SELECT hakim_review_emergency($1, $2, $3, $4, $5)`, [
    ...[review.jobId, review.revision, review.personId, review.verdict, review.review],
  ])
}
