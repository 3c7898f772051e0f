import type { EntityManager } from 'typeorm'
import { needsInformation } from '@/lib/jobs/db/comments'
import type { PersonViewer } from '@/lib/kernel/role'
import { type JobReadRow, jobColumns, joinedTo } from './job'
import { created, type JobFilter, narrowing } from './narrowing'

/** A job that waits for a person, with what its place in their list depends on. */
export type WaitingRow = {
  job_id: string
  due: Date | null
  risk: string | null
  at: Date
  needs_information: boolean
}

/** What waits for this person within the filter, at most `limit`, those first that expire first. */
export function readWaiting(
  db: EntityManager,
  viewer: PersonViewer,
  filter: Omit<JobFilter, 'waiting'>,
  limit: number,
): Promise<WaitingRow[]> {
  const { jobs, found, kept, values } = narrowing({ ...filter, waiting: viewer })
  return db.query(
    `SELECT j.job_id, least(d.expires_at, d.window_end) AS due, d.risk, ${created} AS at,
            ${needsInformation} AS needs_information
     FROM (SELECT * FROM ${jobs} WHERE ${found.join(' OR ')}) j LEFT JOIN job_details d USING (job_id)
     WHERE ${kept ?? 'true'} ORDER BY due, at, job_id LIMIT ${limit}`,
    values,
  )
}

/** These jobs as lists show them, in any order; `viewerId` is the viewer. */
export const readJobsOf = (
  db: EntityManager,
  viewerId: string,
  jobIds: readonly string[],
): Promise<JobReadRow[]> =>
  db.query(
    `SELECT ${jobColumns('$2')} FROM ${joinedTo('maintenance_jobs j')} WHERE j.job_id = ANY ($1::uuid[])`,
    [jobIds, viewerId],
  )

/**
 * The parameters of the last completed run of the same task on the same node, for each of these jobs that has one, by its
 * id; as `readRecord` finds them.
 */
export async function readLastParams(
  db: EntityManager,
  jobIds: readonly string[],
): Promise<Map<string, unknown>> {
  const rows = await db.query<{ job_id: string; params: unknown }[]>(
    `SELECT j.job_id, run.params FROM maintenance_jobs j CROSS JOIN LATERAL (
       -- The log is asked about one run after the other, until it has one.
       SELECT params FROM (
         SELECT job_id, status, params FROM maintenance_jobs r
         WHERE r.target_node_did = j.target_node_did AND r.task_name = j.task_name AND r.status = 'Completed'
           AND r.job_id <> j.job_id
         ORDER BY r.completed_at DESC NULLS LAST OFFSET 0) r
       WHERE hakim_in_log(r.job_id, r.status) LIMIT 1) run
     WHERE j.job_id = ANY ($1::uuid[])`,
    [jobIds],
  )
  return new Map(rows.map(({ job_id, params }) => [job_id, params]))
}
