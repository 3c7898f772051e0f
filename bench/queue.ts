import type { DataSource } from 'typeorm'
import type { PersonViewer } from '@/lib/kernel/role'
import { didOf } from './signal'

const expiresAt = new Date('2100-01-01T00:00:00Z')

/** Makes this person an owner of all nodes, so that their votes count; without triggers, since owners would have to be asked. */
export const ownAll = (db: DataSource, owner: PersonViewer): Promise<unknown> =>
  db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(
      `INSERT INTO node_owners (node_did, person_id) SELECT node_did, $1 FROM nodes ON CONFLICT DO NOTHING`,
      [owner.id],
    )
  })

/**
 * Queues one approved job on each of these nodes, with the owner's vote for its hash, as requests and votes would leave
 * them. Triggers are off, since only the claims are measured.
 */
export async function enqueue(db: DataSource, owner: PersonViewer, nodes: readonly number[]): Promise<void> {
  const jobs = nodes.map((node) => ({
    target_node_did: didOf(node),
    task_name: 'restart_service',
    params: { node },
  }))
  await db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(
      `CREATE TEMPORARY TABLE wanted ON COMMIT DROP AS
       SELECT uuid_generate_v4() AS job_id, w.* FROM jsonb_to_recordset($1)
         AS w (target_node_did TEXT, task_name TEXT, params JSONB)`,
      [JSON.stringify(jobs)],
    )
    await tx.query(
      `WITH requested AS (
         INSERT INTO maintenance_jobs (job_id, target_node_did, requester_did, task_name, params, status, status_history)
         SELECT job_id, target_node_did, 'did:hakim:bench:requester:1', task_name, params, 'PendingApproval', jsonb_build_array(
           jsonb_build_object('status', 'PendingApproval', 'timestamp', now(), 'message', 'Slow since the update'),
           jsonb_build_object('status', 'Approved', 'timestamp', now(), 'message', 'Seen', 'actor_did', $1::text))
         FROM wanted),
       counted AS (INSERT INTO job_counts SELECT 'Approved', count(*) FROM wanted)
       INSERT INTO job_details (job_id, expires_at, due_at) SELECT job_id, $2, $2 FROM wanted`,
      [owner.did, expiresAt],
    )
    // The guard writes the documents, and the log what belongs to them.
    await tx.query(`SET LOCAL session_replication_role = origin`)
    await tx.query(`INSERT INTO approval_documents (job_id) SELECT job_id FROM wanted`)
    await tx.query(`SET CONSTRAINTS ALL IMMEDIATE`)
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(
      `WITH approved AS (
         UPDATE maintenance_jobs j SET status = 'Approved' FROM wanted w WHERE j.job_id = w.job_id)
       INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash)
       SELECT job_id, 1, $1, 'approve', digest FROM wanted JOIN approval_documents USING (job_id)`,
      [owner.id],
    )
  })
}

/** Completes running jobs, so that their nodes can run the next ones. */
export const finishRunning = (db: DataSource): Promise<unknown> =>
  db.query(`UPDATE maintenance_jobs SET status = 'Completed' WHERE status = 'Running'`)
