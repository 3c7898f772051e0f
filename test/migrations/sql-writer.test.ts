import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { type TestWriter, testWriter } from '@/test/sql-writer'
import { testTimeOver, testVote } from '@/test/votes'

// A Hakim node that knows only the two given tables, in a role that may only read and write them.

let fleet: TestFleet
let writer: TestWriter
beforeAll(async () => {
  fleet = await testFleet(3)
  await testPerson(fleet.db, 'owner', 'approver')
  await testPerson(fleet.db, 'other', 'approver')
  await testNode(fleet.db, 'did:a:1', 'owner')
  writer = await testWriter(fleet)
})
afterAll(async () => {
  await writer.close()
  await fleet.close()
})

type Row = Record<string, unknown>
const run = async (statement: string, values: unknown[] = []): Promise<Row[]> =>
  (await writer.client.query<Row>(statement, values)).rows

const request = async (node = 'did:a:1'): Promise<string> => {
  const [row] = await run(
    `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status)
     VALUES ($1, 'did:p:requester', 'restart_service', '{"service_name": "x"}', 'PendingApproval') RETURNING job_id`,
    [node],
  )
  return String(row?.job_id)
}
const move = (jobId: string, status: string) =>
  run(`UPDATE maintenance_jobs SET status = $2 WHERE job_id = $1`, [jobId, status])
const events = async (stream: string): Promise<string[]> =>
  (await fleet.db.query(`SELECT body FROM job_events WHERE stream = $1 ORDER BY seq`, [stream])).map(
    (row: { body: string }) => JSON.parse(row.body).kind,
  )

describe('a plain SQL writer can', () => {
  it('report, even for an unknown node, and change the node’s latest state', async () => {
    await run(`INSERT INTO health_reports (target_node_did, timestamp, status, metrics, raw_report)
               VALUES ('did:a:new', now(), 'Healthy', '{"cpu_usage_percent": 3}', '{}')`)
    await run(`UPDATE health_reports SET status = 'Warning' WHERE target_node_did = 'did:a:new'`)
    expect(await fleet.db.query(`SELECT status FROM node_latest WHERE node_did = 'did:a:new'`)).toEqual([
      { status: 'Warning' },
    ])
  })

  it.each(['Completed', 'Failed'])(
    'take a job that an owner approves from PendingApproval to %s',
    async (end) => {
      const jobId = await request()
      await testVote(fleet.db, jobId, 'owner')
      for (const status of ['Approved', 'Running', end]) await move(jobId, status)
      const [job] = await run(`SELECT * FROM maintenance_jobs WHERE job_id = $1`, [jobId])
      expect(job).toMatchObject({ status: end, completed_at: expect.any(Date) })
      expect(job?.status_history).toMatchObject(
        ['PendingApproval', 'Approved', 'Running', end].map((status, n) => ({
          status,
          message: n === 0 ? 'Requested' : `Changed by ${writer.role} in the database`,
        })),
      )
      expect(await events(`job:${jobId}`)).toEqual(['requested', 'vote', 'status', 'status', 'status'])
      const [logged] = await fleet.db.query(
        `SELECT body::jsonb ->> 'db_role' AS role FROM job_events WHERE stream = $1 AND seq = 5`,
        [`job:${jobId}`],
      )
      expect(logged).toEqual({ role: writer.role })
    },
  )

  it('write its own history entries', async () => {
    const jobId = await request()
    const entry = JSON.stringify([
      { status: 'Cancelled', timestamp: '2026-01-01T00:00:00Z', message: 'mine' },
    ])
    await run(
      `UPDATE maintenance_jobs SET status = 'Cancelled', status_history = status_history || $2::jsonb WHERE job_id = $1`,
      [jobId, entry],
    )
    const [job] = await run(
      `SELECT status_history -> -1 ->> 'message' AS message FROM maintenance_jobs WHERE job_id = $1`,
      [jobId],
    )
    expect(job).toEqual({ message: 'mine' })
  })
})

describe('a plain SQL writer cannot', () => {
  it('approve or run without an owner', async () => {
    const jobId = await request()
    await expect(move(jobId, 'Approved')).rejects.toThrow('The job has no consent: it needs 1 more')
    await expect(move(jobId, 'Running')).rejects.toThrow('A job cannot go from PendingApproval to Running')
    await expect(move(jobId, 'Rejected')).rejects.toThrow(
      'Nobody with the right to decide has rejected the job',
    )
    await expect(move(jobId, 'Expired')).rejects.toThrow('The job has not expired')
  })

  it('read or write any other table, or remove from the given ones', async () => {
    const tables: { name: string }[] = await fleet.db.query(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'S')
         AND relname NOT IN ('health_reports', 'maintenance_jobs')`,
    )
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'job_votes',
        'job_events',
        'approval_rules',
        'people',
        'job_details',
        'tokens',
      ]),
    )
    const rights: { name: string }[] = await fleet.db.query(
      `SELECT name FROM unnest($1::text[]) AS t (name)
       WHERE has_table_privilege($2, name, 'SELECT') OR has_table_privilege($2, name, 'INSERT')
          OR has_table_privilege($2, name, 'UPDATE') OR has_table_privilege($2, name, 'DELETE')
          OR has_table_privilege($2, name, 'TRUNCATE')`,
      [tables.map(({ name }) => name), writer.role],
    )
    expect(rights).toEqual([])
    for (const statement of [
      `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash)
       VALUES (uuid_generate_v4(), 1, 'owner', 'approve', 'x')`,
      `INSERT INTO job_events (stream, body) VALUES ('rights', '{}')`,
      `INSERT INTO node_owners VALUES ('did:a:1', 'other')`,
      `UPDATE job_details SET expires_at = NULL`,
      `DELETE FROM maintenance_jobs`,
      `TRUNCATE maintenance_jobs CASCADE`,
      `ALTER TABLE maintenance_jobs DISABLE TRIGGER ALL`,
      `SET session_replication_role = replica`,
    ])
      await expect(run(statement)).rejects.toThrow(/permission denied|must be owner/)
  })

  it('call any function of the guards', async () => {
    const callable = await fleet.db.query(
      `SELECT oid::regprocedure::text AS name FROM pg_proc
       WHERE proname LIKE 'hakim%' AND has_function_privilege($1, oid, 'EXECUTE')`,
      [writer.role],
    )
    expect(callable).toEqual([])
    await expect(run(`SELECT hakim_log('rights', 'people update', '{}')`)).rejects.toThrow(
      /permission denied/,
    )
  })

  it('attach a guard to its own table and so write to the log', async () => {
    for (const guard of ['hakim_job_changed', 'hakim_vote_guard', 'hakim_log_rights']) {
      await run(`CREATE TEMP TABLE own_jobs (LIKE maintenance_jobs)`)
      await expect(
        run(`CREATE TRIGGER own AFTER INSERT ON own_jobs FOR EACH ROW EXECUTE FUNCTION ${guard}()`),
      ).rejects.toThrow(/permission denied for function/)
      await run(`DROP TABLE own_jobs`)
    }
  })

  it('substitute temporary tables for those that the guards read', async () => {
    const jobId = await request()
    await run(
      `CREATE TEMP TABLE job_votes (job_id uuid, revision int, person_id text, decision text, withdrawn_at timestamptz)`,
    )
    await run(`CREATE TEMP TABLE people (id text, did text, role text)`)
    await run(`CREATE TEMP TABLE node_deciders (node_did text, person_id text)`)
    await run(`CREATE TEMP TABLE job_transitions (from_status text, to_status text)`)
    await run(`CREATE TEMP TABLE approval_rules (rule_id uuid)`)
    await run(`INSERT INTO job_votes VALUES ($1, 1, 'me', 'approve', NULL)`, [jobId])
    await run(`INSERT INTO people VALUES ('me', 'did:me', 'admin')`)
    await run(`INSERT INTO node_deciders VALUES ('did:a:1', 'me')`)
    await run(
      `INSERT INTO job_transitions VALUES ('PendingApproval', 'Running'), ('PendingApproval', 'Approved')`,
    )
    await run(`GRANT ALL ON job_votes, people, node_deciders, job_transitions, approval_rules TO PUBLIC`)
    await expect(move(jobId, 'Approved')).rejects.toThrow('The job has no consent: it needs 1 more')
    await expect(move(jobId, 'Running')).rejects.toThrow('A job cannot go from PendingApproval to Running')
    await run(`DISCARD TEMP`)
  })

  it('run a job on votes or rights that ended after its transaction began', async () => {
    const jobId = await request()
    await testVote(fleet.db, jobId, 'owner')
    await move(jobId, 'Approved')
    for (const level of ['REPEATABLE READ', 'SERIALIZABLE']) {
      await run(`BEGIN ISOLATION LEVEL ${level}`)
      await run(`SELECT count(*) FROM maintenance_jobs`)
      await fleet.db.query(`UPDATE people SET role = 'operator' WHERE id = 'owner'`)
      await expect(move(jobId, 'Running')).rejects.toThrow(
        'Consent can be counted only on what is committed now',
      )
      await run('ROLLBACK')
      await fleet.db.query(`UPDATE people SET role = 'approver' WHERE id = 'owner'`)
    }
    await run('BEGIN')
    await run(`SELECT count(*) FROM maintenance_jobs`)
    await fleet.db.query(`UPDATE people SET role = 'operator' WHERE id = 'owner'`)
    await expect(move(jobId, 'Running')).rejects.toThrow('The job has no consent')
    await run('ROLLBACK')
    await fleet.db.query(`UPDATE people SET role = 'approver' WHERE id = 'owner'`)
  })

  it('run a job that expired after its transaction began', async () => {
    const jobId = await request()
    await run('BEGIN')
    await testVote(fleet.db, jobId, 'owner')
    await run(`SELECT now()`)
    await testTimeOver(fleet.db, jobId, 'expires_at')
    await expect(move(jobId, 'Approved')).rejects.toThrow('The job has expired at')
    await run('ROLLBACK')
  })
})
