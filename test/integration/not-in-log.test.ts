import type { EntityManager } from 'typeorm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readLastParams } from '@/lib/board/db/triage'
import { jobsQuery } from '@/lib/board/domain/jobs-query'
import { apiJobs } from '@/lib/board/queries/api-jobs'
import { jobDetail } from '@/lib/board/queries/job'
import type { PersonViewer } from '@/lib/kernel/role'
import { addNode, askFor, move, vote, wholeJob } from '@/test/audit'
import { type TestFleet, testPerson } from '@/test/fleet'
import { testServer } from '@/test/query-server'
import { forgeJob } from '@/test/superuser'

let fleet: TestFleet
let ada: PersonViewer
let asked: string
let done: string
beforeAll(async () => {
  fleet = await testServer()
  await testPerson(fleet.db, 'ola', 'operator')
  await testPerson(fleet.db, 'ana', 'approver')
  ada = await testPerson(fleet.db, 'ada', 'admin')
  await addNode(fleet.db, 'did:kos:1')
  done = await wholeJob(fleet.db)
  asked = await askFor(fleet.db)
})
afterAll(() => fleet.close())

const asSuperuser = (edit: (tx: Pick<TestFleet['db'], 'query'>) => Promise<unknown>): Promise<unknown> =>
  fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = 'replica'`)
    await edit(tx)
  })

it('pages and API mark a job that the log does not have, and its run counts nowhere', async () => {
  expect(await jobDetail(ada, asked)).toMatchObject({ inLog: true, record: { completed: 1, failed: 0 } })
  await fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = 'replica'`)
    await forgeJob(tx)
  })
  expect(await jobDetail(ada, asked)).toMatchObject({ record: { completed: 1 }, lastParams: { n: 1 } })
  expect([...(await readLastParams(fleet.db.manager, [asked]))]).toEqual([[asked, { n: 1 }]])
  const { jobs } = await apiJobs(ada, jobsQuery.parse({}))
  expect(jobs.map(({ job_id, in_log }) => [job_id === asked || job_id === done, in_log]).toSorted()).toEqual([
    [false, false],
    [true, true],
    [true, true],
  ])
  const forged = jobs.find(({ in_log }) => !in_log)?.job_id ?? ''
  expect(await jobDetail(ada, forged)).toMatchObject({ inLog: false })
  // A status that no event has.
  await asSuperuser((tx) =>
    tx.query(`UPDATE maintenance_jobs SET status = 'Failed' WHERE job_id = $1`, [done]),
  )
  expect(await jobDetail(ada, asked)).toMatchObject({ record: { completed: 0, failed: 0 } })
  expect((await readLastParams(fleet.db.manager, [asked])).size).toBe(0)
  expect(await jobDetail(ada, done)).toMatchObject({ inLog: false })
})

/** Whether the list of jobs, and the page of this one, say that the log bears it out. */
async function shown(job: string): Promise<[list: boolean | undefined, page: boolean | undefined]> {
  const { jobs } = await apiJobs(ada, jobsQuery.parse({}))
  return [jobs.find(({ job_id }) => job_id === job)?.in_log, (await jobDetail(ada, job))?.inLog]
}

/** Edits a job past its guards, which still write its events. */
const unguarded = (work: (tx: EntityManager) => Promise<unknown>): Promise<unknown> =>
  fleet.db.transaction(async (tx) => {
    await tx.query(`ALTER TABLE maintenance_jobs DISABLE TRIGGER hakim_job_guard`)
    await work(tx)
    await tx.query(`ALTER TABLE maintenance_jobs ENABLE TRIGGER hakim_job_guard`)
  })

it('marks a job whose parameters were changed before it was voted on', async () => {
  const job = await askFor(fleet.db)
  await asSuperuser((tx) =>
    tx.query(`UPDATE maintenance_jobs SET params = '{"n": 9}' WHERE job_id = $1`, [job]),
  )
  await vote(fleet.db, job)
  for (const status of ['Approved', 'Running', 'Completed']) await move(fleet.db, job, status)
  expect(await shown(job)).toEqual([false, false])
})

it('marks a job that moved as no job may, or without a vote, though its events say so', async () => {
  const planted = await askFor(fleet.db)
  const voteless = await askFor(fleet.db)
  const withdrawn = await askFor(fleet.db)
  const revised = await askFor(fleet.db)
  await unguarded(async (tx) => {
    await move(tx, planted, 'Completed')
    for (const status of ['Approved', 'Running', 'Completed']) await move(tx, voteless, status)
    for (const job of [withdrawn, revised]) await vote(tx, job)
    await tx.query(`UPDATE job_votes SET withdrawn_at = now() WHERE job_id = $1`, [withdrawn])
    await tx.query(`UPDATE maintenance_jobs SET params = '{}' WHERE job_id = $1`, [revised])
    for (const job of [withdrawn, revised]) await move(tx, job, 'Approved')
  })
  for (const job of [planted, voteless, withdrawn, revised]) expect(await shown(job)).toEqual([false, false])
})

it('marks no job that went its way, whatever that was', async () => {
  const sentBack = await askFor(fleet.db)
  await vote(fleet.db, sentBack)
  for (const status of ['Approved', 'PendingApproval']) await move(fleet.db, sentBack, status)
  await vote(fleet.db, sentBack)
  for (const status of ['Approved', 'Running', 'Lost', 'Failed']) await move(fleet.db, sentBack, status)
  const emergency = await askFor(fleet.db)
  await fleet.db.query(
    `INSERT INTO break_glass (job_id, revision, person_id, approval_hash, reason)
     SELECT $1, revision, 'ada', digest, 'a reason that is long enough' FROM job_details JOIN approval_documents USING (job_id, revision)
     WHERE job_id = $1`,
    [emergency],
  )
  await move(fleet.db, emergency, 'Approved')
  const rejected = await askFor(fleet.db)
  await fleet.db.query(
    `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash) VALUES ($1, 1, 'ana', 'reject', '')`,
    [rejected],
  )
  await move(fleet.db, rejected, 'Rejected')
  const timed = await askFor(fleet.db)
  await fleet.db.query(
    `UPDATE job_details SET window_start = now(), window_end = now() + interval '1 hour' WHERE job_id = $1`,
    [timed],
  )
  for (const job of [sentBack, emergency, rejected, timed]) expect(await shown(job)).toEqual([true, true])
})

it('the page of a job looks at its details and votes as well', async () => {
  const details = await askFor(fleet.db)
  await asSuperuser((tx) => tx.query(`UPDATE job_details SET reason = 'x' WHERE job_id = $1`, [details]))
  expect(await shown(details)).toEqual([true, false])
  // Once another event has taken the edit over, the list says so as well.
  await vote(fleet.db, details)
  expect(await shown(details)).toEqual([false, false])
  const voted = await askFor(fleet.db)
  await asSuperuser((tx) =>
    tx.query(
      `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash) VALUES ($1, 1, 'ana', 'approve', '')`,
      [voted],
    ),
  )
  expect(await shown(voted)).toEqual([true, false])
})

it('the page of a job says what the last verification found of it', async () => {
  const job = await askFor(fleet.db)
  const verifiedWith = (stream: string) =>
    fleet.db.query(`INSERT INTO audit_verifications (ended_at, outcome, report) VALUES (now(), 'done', $1)`, [
      JSON.stringify({ findings: [{ stream }] }),
    ])
  await verifiedWith(`job:${job}`)
  expect(await shown(job)).toEqual([true, false])
  await verifiedWith('rights')
  expect(await shown(job)).toEqual([true, true])
})

it('an event that is nested too deeply to be read breaks no page', async () => {
  const job = await askFor(fleet.db)
  await fleet.db.query(`INSERT INTO job_events (stream, body) VALUES ($1, $2)`, [
    `job:${job}`,
    `{"kind": "note", "history": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
  ])
  expect(await shown(job)).toEqual([false, false])
})

it('marks a job whose log has more lines than Hakim keeps of one, on its page and at once', async () => {
  const job = await wholeJob(fleet.db)
  expect(await shown(job)).toEqual([true, true])
  const add = (count: number) =>
    asSuperuser((tx) =>
      tx.query(
        `INSERT INTO job_log_lines (job_id, at, stream, line) SELECT $1, now(), 'stdout', n FROM generate_series(1, $2::int) n`,
        [job, count],
      ),
    )
  await add(20_001)
  expect(await shown(job)).toEqual([true, false])
})
