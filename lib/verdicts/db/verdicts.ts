import type { EntityManager } from 'typeorm'
import { jobMark } from '@/lib/series/db/job-marks'
import type { JobMarkRow } from '@/lib/series/db/series-node'
import type { JobMark } from '@/lib/series/domain/node-charts'
import type { StoredEvidence } from '@/lib/verdicts/domain/evidence'
import type { SettledBefore } from '@/lib/verdicts/domain/verdict-notice'

/** A run that is to be looked at; epoch seconds. `claim`: by which its result is written only once. */
export type DueRun = {
  job: JobMark
  node: string
  endedAt: number
  now: number
  claim: string
}

type DueRow = JobMarkRow & { node: string; ended_at: number; now: number; claim: string }

/** So long one server has time for a look; then another one, or the same after a restart, tries again. */
const claimSeconds = 120

const markColumns = `j.job_id, j.task_name, j.status, j.requester_did, NULL AS requester_name, j.status_history, NULL AS settled_verdict,
  extract(epoch FROM j.created_at)::float8 AS created_at, extract(epoch FROM d.started_at)::float8 AS started_at,
  extract(epoch FROM CASE WHEN isfinite(j.completed_at) THEN j.completed_at END)::float8 AS completed_at`

/** Takes the run that has waited longest, so that no other server looks at it; null when none is due. */
export async function takeDue(db: EntityManager): Promise<DueRun | null> {
  const [rows] = await db.query<[DueRow[], number]>(
    `UPDATE job_verdicts v SET look_at = clock_timestamp() + make_interval(secs => $1)
     FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
     WHERE j.job_id = v.job_id AND v.job_id = (
       SELECT job_id FROM job_verdicts WHERE look_at <= clock_timestamp() ORDER BY look_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING ${markColumns}, j.target_node_did AS node, extract(epoch FROM v.ended_at)::float8 AS ended_at, extract(epoch FROM clock_timestamp())::float8 AS now,
       v.look_at::text AS claim`,
    [claimSeconds],
  )
  const row = rows[0]
  if (!row) return null
  const { node, ended_at: endedAt, now, claim } = row
  return { job: jobMark(row), node, endedAt, now, claim }
}

/** Runs of other jobs of this node that touch [from, to); epoch seconds. */
export async function readOtherRuns(
  db: EntityManager,
  node: string,
  range: { from: number; to: number },
  exceptJobId: string,
): Promise<JobMark[]> {
  const rows = await db.query<JobMarkRow[]>(
    `SELECT ${markColumns} FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
     WHERE j.target_node_did = $1 AND j.job_id <> $4 AND j.status IN ('Completed', 'Failed', 'Lost', 'Running', 'Cancelled')
       AND j.created_at < to_timestamp($3) AND coalesce(j.completed_at, now()) >= to_timestamp($2)
     ORDER BY j.created_at DESC LIMIT 200`,
    [node, range.from, range.to, exceptJobId],
  )
  return rows.map(jobMark)
}

/**
 * Writes what a look has found, unless another one came in between. `lookAt`: when to look again, epoch seconds; null: never.
 * The verdict's own times come from the database's clock. Returns what was settled before, or that nothing was written.
 */
export async function writeVerdict(
  tx: EntityManager,
  { job, claim }: Pick<DueRun, 'job' | 'claim'>,
  found: { evidence: StoredEvidence; settled: boolean; lookAt: number | null },
): Promise<{ written: boolean; before: SettledBefore }> {
  const { evidence, settled, lookAt } = found
  const [old] = await tx.query<{ verdict: string; is_back: boolean; is_settled: boolean }[]>(
    `SELECT verdict, back_at IS NOT NULL AS is_back, settled_at IS NOT NULL AS is_settled FROM job_verdicts
     WHERE job_id = $1 AND look_at = $2::timestamptz FOR UPDATE`,
    [job.jobId, claim],
  )
  if (!old) return { written: false, before: null }
  await tx.query(
    `UPDATE job_verdicts SET verdict = $2, evidence = $3::jsonb, back_at = to_timestamp($4), look_at = to_timestamp($5),
       settled_at = CASE WHEN $6 THEN CASE WHEN verdict = $2 THEN coalesce(settled_at, clock_timestamp())
                                           ELSE clock_timestamp() END END
     WHERE job_id = $1`,
    [job.jobId, evidence.verdict, JSON.stringify(evidence), evidence.backAt, lookAt, settled],
  )
  // Open pages read the job again.
  await tx.query(`UPDATE job_details SET changed_xid = pg_current_xact_id() WHERE job_id = $1`, [job.jobId])
  return { written: true, before: old.is_settled ? { verdict: old.verdict, isBack: old.is_back } : null }
}

/** A run without a start, a run that never was: there is nothing to judge. */
export const dropVerdict = (
  db: EntityManager,
  { job, claim }: Pick<DueRun, 'job' | 'claim'>,
): Promise<unknown> =>
  db.query(`UPDATE job_verdicts SET look_at = NULL WHERE job_id = $1 AND look_at = $2::timestamptz`, [
    job.jobId,
    claim,
  ])

/**
 * Looks again at runs that count as fixed and whose node says now, for three reports or more, that it is ill as before. Their
 * next look would come only at the end of the time in which they are watched.
 */
export const lookAtReturns = (db: EntityManager): Promise<unknown> =>
  db.query(
    `UPDATE job_verdicts v SET look_at = clock_timestamp()
     FROM maintenance_jobs j JOIN node_latest l ON l.node_did = j.target_node_did
     WHERE j.job_id = v.job_id AND v.verdict = 'fixed' AND v.back_at IS NULL AND v.settled_at IS NOT NULL
       AND v.look_at > clock_timestamp() + interval '2 minutes' AND l.status <> 'Healthy'
       AND (v.evidence #>> '{before,code}' IS NULL OR l.diagnosis ->> 'code' = v.evidence #>> '{before,code}')
       AND extract(epoch FROM l.timestamp - l.status_since) >= 2 * coalesce(l.cadence_seconds, 0)
       AND extract(epoch FROM l.timestamp)::float8 > (v.evidence ->> 'until')::float8`,
  )
