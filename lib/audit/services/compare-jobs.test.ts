import type { EntityManager } from 'typeorm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AuditFinding } from '@/lib/audit/domain/finding'
import { AuditFindings } from '@/lib/audit/domain/finding'
import { askFor, move, testAudit, vote, wholeJob } from '@/test/audit'
import type { TestFleet } from '@/test/fleet'
import { compareJobs } from './compare-jobs'

let fleet: TestFleet
let job: string
beforeAll(async () => {
  fleet = await testAudit(2)
  job = await wholeJob(fleet.db)
})
afterAll(() => fleet.close())

/** What is found after tampering with all triggers off, which is rolled back. */
async function compared(tamper: (tx: EntityManager) => Promise<unknown>) {
  const findings = new AuditFindings()
  const runner = fleet.db.createQueryRunner()
  await runner.startTransaction()
  try {
    for (const table of ['maintenance_jobs', 'job_events', 'job_details'])
      await runner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
    await tamper(runner.manager)
    const counts = await compareJobs(runner.manager, findings, { adoption: null, rights: null })
    return {
      ...counts,
      found: findings.kept.map(({ stream, detail }: AuditFinding) => `${stream} ${detail}`),
    }
  } finally {
    await runner.rollbackTransaction()
    await runner.release()
  }
}

const jobs = (set: string) => (tx: EntityManager) =>
  tx.query(`UPDATE maintenance_jobs SET ${set} WHERE job_id = $1`, [job])

it('a job matches its events, whatever happened to it', async () => {
  const revised = await askFor(fleet.db)
  await fleet.db.query(`UPDATE maintenance_jobs SET params = '{"n": 2}' WHERE job_id = $1`, [revised])
  await vote(fleet.db, revised)
  await move(fleet.db, revised, 'Approved')
  await move(fleet.db, revised, 'PendingApproval')
  await fleet.db.query(
    `UPDATE maintenance_jobs SET status_history = status_history || '{"message": "a word", "n": 1.50}'::jsonb WHERE job_id = $1`,
    [revised],
  )
  // Histories in other formats.
  const [odd] = await fleet.db.query<{ job_id: string }[]>(
    `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status, status_history)
     VALUES ('did:kos:1', 'did:test:person:ola', 't', 'PendingApproval', '{"by": "an old program"}') RETURNING job_id`,
  )
  await move(fleet.db, odd?.job_id ?? '', 'Cancelled')
  // Deleted, and requested again under the same id.
  await fleet.db.query(`DELETE FROM maintenance_jobs WHERE job_id = $1`, [await askFor(fleet.db)])
  const again = await askFor(fleet.db)
  await fleet.db.query(`DELETE FROM maintenance_jobs WHERE job_id = $1`, [again])
  await fleet.db.query(
    `INSERT INTO maintenance_jobs (job_id, target_node_did, requester_did, task_name, status)
     VALUES ($1, 'did:kos:1', 'did:test:person:ola', 'other', 'PendingApproval')`,
    [again],
  )
  expect(await compared(async () => undefined)).toEqual({ compared: 4, without_events: 0, found: [] })
})

it.each([
  [`target_node_did = 'did:kos:2'`, 'the job has a target_node_did that differs from its events'],
  [`requester_did = 'did:key:nobody'`, 'the job has a requester_did that differs from its events'],
  [`task_name = 'wipe_disk'`, 'the job has a task_name that differs from its events'],
  [`status = 'Failed'`, 'the job is Failed, but its events say Completed'],
  [`params = '{"n": 3}'`, 'the job has parameters that differ from its events'],
  [`params = NULL`, 'the job has parameters that differ from its events'],
  [`status_history = status_history - 0`, 'the job has a history that differs from its events'],
  [`status_history = status_history || '{}'::jsonb`, 'the job has a history that differs from its events'],
  [
    `status_history = jsonb_set(status_history, '{0,actor_did}', '"did:x:y"')`,
    'the job has a history that differs from its events',
  ],
])('%s is found', async (set, detail) => {
  expect((await compared(jobs(set))).found).toEqual([`job:${job} ${detail}`])
})

it('a job that disappeared without an event is found', async () => {
  const gone = (tx: EntityManager) => tx.query(`DELETE FROM maintenance_jobs WHERE job_id = $1`, [job])
  expect((await compared(gone)).found).toEqual([
    `job:${job} the job is gone, but no event says that it was deleted`,
  ])
})

it('a job of which no event says that it was requested is found', async () => {
  const notInLog = `job:${job} the job is not in the log: no event says that it was requested, and it was not there before the log`
  for (const which of ['seq > 0', 'seq <= 3']) {
    const cut = (tx: EntityManager) =>
      tx.query(`DELETE FROM job_events WHERE stream = $1 AND ${which}`, [`job:${job}`])
    expect((await compared(cut)).found).toEqual([notInLog])
  }
})

it('a job cannot be hidden behind an event that is no JSON, whose hash is right', async () => {
  const unreadable = `job:${job} the job has an event that cannot be read, so that nothing is known of it`
  const spoil = (tx: EntityManager) =>
    tx.query(`UPDATE job_events SET body = 'x' WHERE stream = $1 AND seq = 2`, [`job:${job}`])
  expect((await compared(spoil)).found).toEqual([unreadable])
  const append = async (tx: EntityManager) => {
    await tx.query(`ALTER TABLE job_events ENABLE TRIGGER USER`)
    await tx.query(`INSERT INTO job_events (stream, body) VALUES ($1, '[]')`, [`job:${job}`])
    await jobs(`status = 'Failed'`)(tx)
  }
  expect((await compared(append)).found).toEqual([unreadable])
})

it('a job that moved while its guard was off is found, though its events agree with it', async () => {
  const asked = await askFor(fleet.db)
  const unguarded = (...statuses: string[]) =>
    compared(async (tx) => {
      await tx.query(`ALTER TABLE maintenance_jobs ENABLE TRIGGER USER`)
      await tx.query(`ALTER TABLE maintenance_jobs DISABLE TRIGGER hakim_job_guard`)
      await tx.query(`ALTER TABLE job_events ENABLE TRIGGER USER`)
      for (const status of statuses) await move(tx, asked, status)
    })
  const without = 'without a vote for it or an emergency approval among its events'
  expect((await unguarded('Approved', 'Running')).found).toEqual([
    `job:${asked} the job went from PendingApproval to Approved ${without}`,
    `job:${asked} the job went from Approved to Running ${without}`,
  ])
  expect((await unguarded('Completed')).found).toEqual([
    `job:${asked} the job went from PendingApproval to Completed, as no job may`,
  ])
})
