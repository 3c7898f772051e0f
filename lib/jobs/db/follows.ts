import type { EntityManager } from 'typeorm'
import { sqlStatuses } from '@/lib/kernel/job-status'

/** The condition that people may still be told of the job `j`: it is open, or somebody will look whether it helped. */
const goesOn = `(j.status IN ${sqlStatuses('open')}
  OR EXISTS (SELECT FROM job_verdicts v WHERE v.job_id = j.job_id AND v.look_at IS NOT NULL)
  OR EXISTS (SELECT FROM untold_events u JOIN job_events e USING (event_id) WHERE e.stream = 'job:' || j.job_id))`

/** These people follow the job from now on, unless nothing more will be told of it. */
export async function follow(tx: EntityManager, jobId: string, people: readonly string[]): Promise<boolean> {
  const [row] = await tx.query<{ on: boolean }[]>(
    `WITH j AS (SELECT j.job_id FROM maintenance_jobs j WHERE j.job_id = $1 AND ${goesOn}),
     added AS (INSERT INTO job_follows (job_id, person_id) SELECT job_id, p FROM j, unnest($2::text[]) p ON CONFLICT DO NOTHING)
     SELECT EXISTS (SELECT FROM j) AS on`,
    [jobId, people],
  )
  return row?.on ?? false
}

export const unfollow = (tx: EntityManager, jobId: string, personId: string): Promise<unknown> =>
  tx.query(`DELETE FROM job_follows WHERE job_id = $1 AND person_id = $2`, [jobId, personId])

/** Whether somebody follows a job, and whether anybody still can. */
export async function readFollow(
  db: EntityManager,
  jobId: string,
  personId: string,
): Promise<{ follows: boolean; goesOn: boolean }> {
  const [row] = await db.query<{ follows: boolean; on: boolean }[]>(
    `SELECT EXISTS (SELECT FROM job_follows f WHERE f.job_id = j.job_id AND f.person_id = $2) AS follows, ${goesOn} AS on
     FROM maintenance_jobs j WHERE j.job_id = $1`,
    [jobId, personId],
  )
  return { follows: row?.follows ?? false, goesOn: row?.on ?? false }
}

/** Nobody follows what is over. Returns how many did. */
export async function endFollows(db: EntityManager): Promise<number> {
  const [, ended] = await db.query<[unknown, number]>(
    `DELETE FROM job_follows f USING maintenance_jobs j WHERE j.job_id = f.job_id AND NOT ${goesOn}`,
  )
  return ended
}
