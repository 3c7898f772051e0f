import type { EntityManager } from 'typeorm'
import { jobsUnlessLocked } from '@/lib/db/connection/jobs-locked'

type LastJobRow = {
  node_did: string
  job_id: string
  task_name: string
  status: string
  created_at: Date | null
}

/** As the index of a node's jobs has it. */
const created = `least(greatest(j.created_at, '0001-01-01 00:00Z'), '9999-12-31 00:00Z')`

/** The newest job of each of these nodes; none while another program has locked the table of jobs. */
export const readLastJobs = (db: EntityManager, dids: readonly string[]): Promise<LastJobRow[]> =>
  jobsUnlessLocked(db, async (jobs) =>
    jobs && dids.length > 0
      ? db.query<LastJobRow[]>(
          `SELECT d.did AS node_did, j.job_id, j.task_name, j.status, j.created_at
           FROM unnest($1::text[]) AS d (did) CROSS JOIN LATERAL (
             SELECT j.job_id, j.task_name, j.status, ${created} AS created_at FROM maintenance_jobs j
             WHERE j.target_node_did = d.did ORDER BY ${created} DESC, j.job_id DESC LIMIT 1) j`,
          [dids],
        )
      : [],
  )
