import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDataSource } from '@/lib/db/connection/data-source'
import { migrate } from '@/lib/db/connection/migrate'
import type { MaintenanceJobRow } from '@/lib/db/entities/maintenance-job'
import { hashOfJob } from '@/lib/jobs/db/approval-hash'
import { readCase } from '@/lib/jobs/db/votes'
import { mayMove } from '@/lib/jobs/domain/status'
import { decideJob } from '@/lib/jobs/services/decide-job'
import { jobStatuses } from '@/lib/kernel/job-status'
import type { PersonViewer } from '@/lib/kernel/role'
import { GivenSchema1764000000000 } from '@/migrations/1764000000000-given-schema'
import { verified } from '@/test/audit'
import { type TestDatabase, testDatabase } from '@/test/database'
import { type TestFleet, testPerson } from '@/test/fleet'
import { afterEdit } from '@/test/superuser'
import { testVote } from '@/test/votes'

// Jobs from before Hakim: in every status, with odd histories, two running on one node, none with votes.

let database: TestDatabase
let fleet: TestFleet
const before: unknown[] = []
const rows = () => fleet.db.query(`SELECT ctid::text, xmin::text, j::text FROM maintenance_jobs j ORDER BY 3`)

beforeAll(async () => {
  database = await testDatabase()
  const db = await openDataSource(database.url, { poolSize: 3 })
  fleet = { db, url: database.url, close: () => db.destroy() }
  const runner = db.createQueryRunner()
  await new GivenSchema1764000000000().up(runner)
  await runner.release()
  const histories = ['NULL', `'[]'`, `'{"not": "a list"}'`, `'"text"'`, `'[1, null, {"status": "Weird"}]'`]
  for (const [n, status] of [...jobStatuses, 'Half done', 'Running'].entries())
    for (const [m, history] of histories.entries())
      await db.query(
        `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status, status_history, created_at)
         VALUES ($1, 'did:old', $2, $2, ${history}, ${m % 2 ? 'NULL' : `'2020-01-01'`})`,
        [status === 'Running' ? 'did:old:busy' : `did:old:${n}:${m}`, status],
      )
  before.push(...(await rows()))
  await migrate(database.url)
  await testPerson(db, 'owner', 'approver')
  await db.query(`INSERT INTO node_owners (node_did, person_id) SELECT node_did, 'owner' FROM nodes`)
}, 120_000)
afterAll(async () => {
  await fleet.close()
  await database.drop()
})

const oldJobs = (status: string): Promise<{ job_id: string; status_history: unknown }[]> =>
  fleet.db.query(`SELECT job_id, status_history FROM maintenance_jobs WHERE task_name = $1`, [status])
const move = (jobId: string, status: string) =>
  fleet.db.query(`UPDATE maintenance_jobs SET status = $2 WHERE job_id = $1`, [jobId, status])

it('does not change any row', async () => {
  expect(await rows()).toEqual(before)
  expect(before).toHaveLength(55)
})

it('lets several jobs that were running on one node continue, and no other start there until they end', async () => {
  const [{ job_id }] = await fleet.db.query(
    `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status)
     VALUES ('did:old:busy', 'did:new', 'new', 'PendingApproval') RETURNING job_id`,
  )
  await testVote(fleet.db, job_id, 'owner')
  await move(job_id, 'Approved')
  const running = await oldJobs('Running')
  expect(running).toHaveLength(10)
  for (const old of running) {
    await expect(move(job_id, 'Running')).rejects.toThrow('Another job is running on this node')
    await move(old.job_id, 'Completed')
  }
  await move(job_id, 'Running')
})

it('keeps every old history as the start of the new one', async () => {
  for (const old of await oldJobs('Lost')) {
    await move(old.job_id, 'Failed')
    const [job] = await fleet.db.query(
      `SELECT status_history, completed_at FROM maintenance_jobs WHERE job_id = $1`,
      [old.job_id],
    )
    const kept =
      old.status_history === null
        ? []
        : Array.isArray(old.status_history)
          ? old.status_history
          : [old.status_history]
    expect(job.status_history.slice(0, -1)).toEqual(kept)
    expect(job.status_history.at(-1)).toMatchObject({ status: 'Failed' })
    expect(job.completed_at).toBeInstanceOf(Date)
  }
})

it('runs a job that was Approved before votes existed only after a new decision', async () => {
  for (const { job_id } of await oldJobs('Approved')) {
    await expect(move(job_id, 'Running')).rejects.toThrow('The job has no consent')
    await move(job_id, 'PendingApproval')
    await testVote(fleet.db, job_id, 'owner')
    await move(job_id, 'Approved')
    await move(job_id, 'Running')
    await move(job_id, 'Completed')
  }
})

it.each(['PendingApproval', 'Completed', 'Failed', 'Rejected', 'Cancelled', 'Expired', 'Half done'])(
  'lets a job that is %s make only the moves on the list',
  async (status) => {
    for (const { job_id } of await oldJobs(status))
      for (const to of jobStatuses)
        if (to !== status && !mayMove(status, to))
          await expect(move(job_id, to)).rejects.toThrow(`A job cannot go from ${status} to ${to}`)
  },
)

it('lets what was pending be decided or cancelled', async () => {
  const [first, second, third, fourth] = await oldJobs('PendingApproval')
  if (!first || !second || !third || !fourth) throw new Error('no jobs')
  await expect(move(first.job_id, 'Approved')).rejects.toThrow('The job has no consent')
  await move(first.job_id, 'Cancelled')
  await fleet.db.query(`UPDATE maintenance_jobs SET params = '{}' WHERE job_id = $1`, [second.job_id])
  await testVote(fleet.db, second.job_id, 'owner')
  await move(second.job_id, 'Approved')
  await testVote(fleet.db, third.job_id, 'owner', 'reject')
  await move(third.job_id, 'Rejected')
  // Its first change is a vote: it has no details until then.
  await testVote(fleet.db, fourth.job_id, 'owner')
  await move(fourth.job_id, 'Approved')
  await move(fourth.job_id, 'Running')
})

it('lets an owner decide on what was pending, as they see it', async () => {
  const [old] = await fleet.db.query<MaintenanceJobRow[]>(
    `SELECT j.* FROM maintenance_jobs j LEFT JOIN job_details d USING (job_id)
     WHERE status = 'PendingApproval' AND d.job_id IS NULL LIMIT 1`,
  )
  if (!old) throw new Error('no job')
  const facts = await readCase(fleet.db.manager, old.job_id, 'owner')
  const viewer: PersonViewer = {
    ...{ kind: 'person', id: 'owner', did: 'did:test:person:owner', name: 'Owner', role: 'approver' },
  }
  const seen = { approval_hash: hashOfJob(facts) }
  expect(await decideJob({ db: fleet.db, viewer }, 'Approved', old.job_id, seen)).toEqual({
    ok: true,
    value: { status: 'Approved', lacks: null },
  })
})

it('the log bears out what old jobs did since, and finds what no job may do', async () => {
  expect((await verified(fleet.db)).findings).toEqual([])
  const [rejected] = await oldJobs('Rejected')
  const { findings } = await afterEdit(fleet.db, async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = 'origin'`)
    await tx.query(`ALTER TABLE maintenance_jobs DISABLE TRIGGER hakim_job_guard`)
    await tx.query(`UPDATE maintenance_jobs SET status = 'Running' WHERE job_id = $1`, [rejected?.job_id])
  })
  expect(findings.map(({ detail }) => detail)).toEqual([
    'the job went from Rejected to Running, as no job may',
  ])
})
