import type { EntityManager } from 'typeorm'
import { type StoredEvidence, storedEvidence } from '@/lib/verdicts/domain/evidence'

/** A verdict as it stands; `evidence` null: nobody has looked yet. */
export type VerdictRow = { settledAt: Date | null; lookAt: Date | null; evidence: StoredEvidence | null }

/** Null for a job that has not run. */
export async function readVerdict(db: EntityManager, jobId: string): Promise<VerdictRow | null> {
  const [row] = await db.query<{ settled_at: Date | null; look_at: Date | null; evidence: unknown }[]>(
    `SELECT settled_at, look_at, evidence FROM job_verdicts WHERE job_id = $1 AND (look_at IS NOT NULL OR verdict IS NOT NULL)`,
    [jobId],
  )
  if (!row) return null
  const evidence = storedEvidence.safeParse(row.evidence)
  return { settledAt: row.settled_at, lookAt: row.look_at, evidence: evidence.data ?? null }
}
