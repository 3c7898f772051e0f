import type { DataSource, EntityManager } from 'typeorm'
import { makeCheckpoints } from '@/lib/audit/services/make-checkpoints'
import { checkpointKey } from '@/lib/audit/services/signing'
import { type AuditReport, verifyDatabase } from '@/lib/audit/services/verify-audit'
import { type TestFleet, testFleet, testPerson } from '@/test/fleet'

/** A database with a node, its owner and a requester, written with plain SQL, as any program may do. */
export async function testAudit(poolSize = 6): Promise<TestFleet> {
  const fleet = await testFleet(poolSize)
  await testPerson(fleet.db, 'ola', 'operator')
  await testPerson(fleet.db, 'ana', 'approver')
  await testPerson(fleet.db, 'ada', 'admin')
  await addNode(fleet.db, 'did:kos:1')
  return fleet
}

export async function addNode(db: DataSource, did: string): Promise<void> {
  await db.query(`INSERT INTO nodes (node_did) VALUES ($1)`, [did])
  await db.query(`INSERT INTO node_owners (node_did, person_id) VALUES ($1, 'ana')`, [did])
}

type Db = Pick<EntityManager, 'query'>

export async function askFor(db: Db, node = 'did:kos:1', params: unknown = { n: 1 }): Promise<string> {
  const [job] = await db.query<{ job_id: string }[]>(
    `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status)
     VALUES ($1, 'did:test:person:ola', 'restart_service', $2, 'PendingApproval') RETURNING job_id`,
    [node, JSON.stringify(params)],
  )
  return job?.job_id ?? ''
}

export const vote = (db: Db, job: string): Promise<unknown> =>
  db.query(
    `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash)
     SELECT $1, revision, 'ana', 'approve', digest FROM job_details JOIN approval_documents USING (job_id, revision)
     WHERE job_id = $1`,
    [job],
  )

export const move = (db: Db, job: string, status: string): Promise<unknown> =>
  db.query(`UPDATE maintenance_jobs SET status = $2 WHERE job_id = $1`, [job, status])

/** A job from its request to its end: five events. */
export async function wholeJob(db: Db, node = 'did:kos:1'): Promise<string> {
  const job = await askFor(db, node)
  await vote(db, job)
  for (const status of ['Approved', 'Running', 'Completed']) await move(db, job, status)
  return job
}

export const testKey = checkpointKey('a secret of a test, long enough to be one')

export const checkpoint = (db: DataSource, eventsPerCheckpoint = 5_000): Promise<number> =>
  makeCheckpoints(db, testKey, { eventsPerCheckpoint, waitMs: 2_000 })

export const verified = (
  db: DataSource,
  heads: ReadonlyMap<number, string> = new Map(),
): Promise<AuditReport> =>
  db.transaction('REPEATABLE READ', (tx) => verifyDatabase(tx, { keys: [testKey.did], heads }))
