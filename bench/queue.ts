import type { DataSource } from 'typeorm'
import { type HashedJob, hashOfJob } from '@/lib/db/approval-hash'
import type { PersonViewer } from '@/lib/domain/role'
import { didSql } from './job-load'

const batch = 1_000

/** Lets this person own all nodes of the bench, so that their votes count. */
export const ownAll = (db: DataSource, owner: PersonViewer): Promise<unknown> =>
  db.query(
    `INSERT INTO node_owners (node_did, person_id) SELECT node_did, $1 FROM nodes ON CONFLICT DO NOTHING`,
    [owner.id],
  )

/**
 * Puts approved jobs into the queue: asked for in plain SQL, voted for with the hash of each, then moved; every trigger
 * runs. The nodes with these numbers take turns.
 */
export async function enqueue(
  db: DataSource,
  owner: PersonViewer,
  count: number,
  nodes: { from: number; of: number },
): Promise<void> {
  for (let done = 0; done < count; done += batch) {
    const size = Math.min(batch, count - done)
    await db.transaction(async (tx) => {
      const asked = await tx.query<{ job_id: string }[]>(
        `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status)
         SELECT ${didSql(`(${nodes.from} + ${done} + n) % ${nodes.of}`)}, 'did:hakim:bench:requester:1',
                'restart_service', jsonb_build_object('service_name', 'service-' || n), 'PendingApproval'
         FROM generate_series(0, ${size - 1}) n RETURNING job_id`,
      )
      const ids = asked.map((job) => job.job_id)
      const jobs = await tx.query<(HashedJob & { job_id: string; revision: number })[]>(
        `SELECT * FROM maintenance_jobs JOIN job_details USING (job_id) WHERE job_id = ANY ($1)`,
        [ids],
      )
      const votes = jobs.map((job) => ({ job_id: job.job_id, revision: job.revision, hash: hashOfJob(job) }))
      await tx.query(
        `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash)
         SELECT job_id, revision, $1, 'approve', hash
         FROM jsonb_to_recordset($2) AS v (job_id UUID, revision INTEGER, hash TEXT)`,
        [owner.id, JSON.stringify(votes)],
      )
      await tx.query(`UPDATE maintenance_jobs SET status = 'Approved' WHERE job_id = ANY ($1)`, [ids])
    })
  }
}

/** Ends what is running, so that its node may run the next one. */
export const finishRunning = (db: DataSource): Promise<unknown> =>
  db.query(`UPDATE maintenance_jobs SET status = 'Completed' WHERE status = 'Running'`)
