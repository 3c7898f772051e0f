import { DataSource } from 'typeorm'
import { migrations } from '@/migrations'
import { testExpiry } from './votes'

/** Jobs in the given table from before Hakim: odd statuses, odd histories, no details. */
const oldJobs = `
  INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status, status_history, created_at) VALUES
    ('did:old:1', 'did:old', 'restart', 'Running', '{"not": "a list"}', '2020-01-01'),
    ('did:old:1', 'did:old', 'restart', 'Running', '[1, null]', NULL),
    ('did:old:2', 'did:old', 'restart', 'Half done', '"text"', 'infinity'),
    ('did:old:2', 'did:old', 'restart', 'Approved', NULL, '2020-01-02')`

const rights = `
  INSERT INTO people (id, name, email, did, role)
    SELECT role, role, role || '@example.org', 'did:p:' || role, replace(role, 'second', 'admin')
    FROM unnest('{operator,approver,admin,second}'::text[]) role;
  INSERT INTO nodes (node_did, labels, restricted)
    SELECT 'did:node:' || n, '{"site": "x"}', n = 3 FROM generate_series(1, 12) n;
  INSERT INTO node_owners (node_did, person_id) SELECT node_did, 'approver' FROM nodes WHERE node_did LIKE 'did:node:%';
  INSERT INTO delegations (node_did, owner_id, delegate_id, valid_until)
    VALUES ('did:node:1', 'approver', 'admin', '2100-01-01');
  INSERT INTO approver_groups (name) VALUES ('Security');
  INSERT INTO group_members SELECT group_id, 'admin' FROM approver_groups;
  INSERT INTO approval_rules (name, task_name, owners) VALUES ('Updates', 'update', 2);
  INSERT INTO rule_seats SELECT rule_id, group_id, 1 FROM approval_rules, approver_groups;
  INSERT INTO tokens (token_hash, node_did) VALUES ('\\x01', 'did:node:1');
  INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
    SELECT 'did:node:' || n % 5 + 1, '2026-01-01'::timestamptz + n * interval '7 minutes',
           CASE WHEN n % 7 = 0 THEN 'Warning' ELSE 'Healthy' END, jsonb_build_object('cpu_usage_percent', n), '{}'
    FROM generate_series(1, 200) n`

/** The moves of a job, from PendingApproval to each status. */
const ways: Record<string, readonly string[]> = {
  PendingApproval: [],
  Approved: ['Approved'],
  Rejected: ['Rejected'],
  Cancelled: ['Cancelled'],
  Expired: ['Expired'],
  Running: ['Approved', 'Running'],
  Lost: ['Approved', 'Running', 'Lost'],
  Completed: ['Approved', 'Running', 'Completed'],
  Failed: ['Approved', 'Running', 'Lost', 'Failed'],
}

/** The statuses of that version; those that came later are none of its upgrade's business. */
export const statusesOf0013 = Object.keys(ways)

/**
 * Fills an empty database like the last version before functions became files: runs its migrations up to 0013, one
 * transaction each, then adds rows to every table that they guard, including jobs in every status.
 */
export async function fillAsOf0013(url: string): Promise<void> {
  const last = migrations.findIndex(({ name }) => name === 'StrictGuard1764000013000')
  const released = migrations.slice(0, last + 1)
  const run = async (some: typeof released): Promise<DataSource> => {
    const source = await new DataSource({
      ...{ type: 'postgres', url, migrations: some, migrationsTableName: 'hakim_migrations', poolSize: 1 },
    }).initialize()
    await source.runMigrations({ transaction: 'each' })
    return source
  }
  const given = await run(released.slice(0, 1))
  await given.query(oldJobs)
  await given.destroy()
  const db = await run(released)
  await db.query(rights)
  for (const [n, [status, moves]] of Object.entries(ways).entries()) {
    const [job] = await db.query<{ job_id: string }[]>(
      `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status)
       VALUES ($1, 'did:p:operator', 'restart', '{"n": 1.5}', 'PendingApproval') RETURNING job_id`,
      [`did:node:${n + 1}`],
    )
    const id = job?.job_id ?? ''
    if (moves.length > 0)
      await db.query(
        `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash)
         VALUES ($1, 1, 'approver', $2, 'a hash of version 2')`,
        [id, status === 'Rejected' ? 'reject' : 'approve'],
      )
    if (status === 'Expired') await testExpiry(db, id, -1)
    for (const move of moves)
      await db.query(`UPDATE maintenance_jobs SET status = $2 WHERE job_id = $1`, [id, move])
    await db.query(`INSERT INTO job_log_lines (job_id, at, stream, line) VALUES ($1, now(), 'stdout', 'x')`, [
      id,
    ])
  }
  await db.query(
    `INSERT INTO break_glass (job_id, revision, person_id, approval_hash, reason)
     SELECT job_id, 1, 'second', 'hash', 'a reason that is long enough' FROM maintenance_jobs
     WHERE status = 'PendingApproval'`,
  )
  await db.destroy()
}
