import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { expireJobs } from '@/lib/jobs/services/expire-jobs'
import { finishJob } from '@/lib/jobs/services/finish-job'
import { tellOfJobs } from '@/lib/jobs/services/tell-of-jobs'
import type { PersonViewer } from '@/lib/kernel/role'
import { createChannel } from '@/lib/notices/services/create-channel'
import { testAgent, testNode, testPerson } from '@/test/fleet'
import { approvedJob, decideNow, letTimePass, requestedJob, runningJob } from '@/test/jobs'
import { noticeFixture } from '@/test/notices'
import { done } from '@/test/result'

let at: Awaited<ReturnType<typeof noticeFixture>>
let rita: PersonViewer
let otto: PersonViewer

beforeAll(async () => {
  at = await noticeFixture()
  rita = await testPerson(at.db, 'rita', 'operator')
  otto = await testPerson(at.db, 'otto', 'approver')
  await testPerson(at.db, 'olaf', 'approver')
  await testNode(at.db, 'did:n:1', 'otto')
  await testNode(at.db, 'did:n:2', 'otto')
  await at.db.query(`INSERT INTO nodes (node_did) VALUES ('did:n:free')`)
})
afterEach(async () => {
  await at.forget()
  await at.db.query(`DELETE FROM untold_events`)
})
afterAll(() => at.close())

const channels = async (...people: PersonViewer[]) => {
  for (const who of people) done(await createChannel(at.by(who), { kind: 'mail', name: who.id }))
}

/** What each channel is told of now, by name. */
async function told(): Promise<string[]> {
  await tellOfJobs(at.db)
  const rows = await at.db.query<{ line: string }[]>(
    `SELECT format('%s: %s (%s)', c.name, n.title, n.severity) AS line
     FROM notice_deliveries d JOIN notice_channels c USING (channel_id) JOIN notices n ON n.notice_id = ANY (d.notices)
     ORDER BY n.at, c.name`,
  )
  await at.db.query(`DELETE FROM notice_deliveries`)
  return rows.map(({ line }) => line)
}

/** What a program does that knows only the given tables. */
async function inserted(age = '0 s'): Promise<string> {
  const [row] = await at.db.query<{ job_id: string }[]>(
    `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status, created_at)
     VALUES ('did:n:1', 'did:some:program', 'archive_data', '{}', 'PendingApproval', now() - $1::interval)
     RETURNING job_id`,
    [age],
  )
  return row?.job_id ?? ''
}

it('tells whoever can decide of a request, and who asked for it of what became of it', async () => {
  await channels(rita, otto, at.ola)
  const job = await requestedJob(at.db, rita, 'did:n:1')
  expect(await told()).toEqual(['otto: restart_service waits for approval (info)'])
  done(await decideNow(at.db, otto, job))
  expect(await told()).toEqual(['rita: restart_service is approved (info)'])
  const { jobId, claim_token } = await runningJob(at.db, rita, otto, 'did:n:2')
  // By now it runs: that it waited and was approved needs no telling.
  expect(await told()).toEqual([
    'otto: restart_service has started (info)',
    'rita: restart_service has started (info)',
  ])
  const ended = { claim_token, message: 'exit code 3' }
  done(await finishJob({ db: at.db, viewer: testAgent('did:n:2') }, 'Failed', jobId, ended))
  expect(await told()).toEqual([
    'otto: restart_service failed (warning)',
    'rita: restart_service failed (warning)',
  ])
  expect(await told()).toEqual([])
})

it('tells of jobs that a program writes by plain SQL', async () => {
  await channels(otto)
  await inserted()
  expect(await told()).toEqual(['otto: archive_data waits for approval (info)'])
})

it('a program that names the owner as the author of its request keeps nothing from them, nor fills their mailbox', async () => {
  await channels(otto)
  await at.db.query(
    `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status, status_history)
     SELECT 'did:n:1', 'did:some:program', 'archive_data', '{}', 'PendingApproval', jsonb_build_array(jsonb_build_object(
       'status', 'PendingApproval', 'actor_did', did, 'message', repeat('x', 1000000))) FROM people WHERE id = 'otto'`,
  )
  expect(await told()).toEqual(['otto: archive_data waits for approval (info)'])
  await at.db.query(`UPDATE maintenance_jobs SET status = 'Cancelled', status_history = status_history || jsonb_build_array(
    jsonb_build_object('status', 'Cancelled', 'message', repeat('x', 1000000))) WHERE task_name = 'archive_data' AND status = 'PendingApproval'`)
  await tellOfJobs(at.db)
  const [{ longest }] = await at.db.query(`SELECT max(length(text)) AS longest FROM notices`)
  expect(longest).toBeLessThan(2_000)
})

it('tells administrators of a request on which nobody can decide', async () => {
  await channels(at.admin, otto)
  await requestedJob(at.db, rita, 'did:n:free')
  expect(await told()).toEqual(['admin: restart_service waits for approval, and nobody can decide (info)'])
})

it('makes one message of many requests, with a link to the board', async () => {
  await channels(otto)
  for (const node of ['did:n:1', 'did:n:2']) await requestedJob(at.db, rita, node)
  await tellOfJobs(at.db)
  await at.run()
  const { text } = await at.smtp.next()
  expect(text).toContain('Subject: Hakim: 2 nodes: restart_service waits for approval')
  expect(text).toMatch(/https:\/\/hakim\.example\.org\/jobs\s/)
  expect(await at.rows()).toHaveLength(1)
})

it('reminds whoever can decide once, when a fifth of the time is left', async () => {
  await channels(otto, rita)
  const job = await inserted('10 hours')
  await told()
  const expires = (interval: string) =>
    at.db.query(`UPDATE job_details SET due_at = now() + $2::interval WHERE job_id = $1`, [job, interval])
  await expires('3 hours')
  expect(await told()).toEqual([])
  await expires('2 hours')
  expect(await told()).toEqual(['otto: archive_data expires soon and waits for approval (warning)'])
  expect(await told()).toEqual([])
  await letTimePass(at.db, job)
  await expireJobs(at.db)
  // Nobody here asked for it.
  expect(await told()).toEqual([])
})

it('notes nothing while nobody is told of anything', async () => {
  await approvedJob(at.db, rita, otto, 'did:n:1')
  expect(await at.db.query(`SELECT * FROM untold_events`)).toEqual([])
})

it('two servers tell of each event once', async () => {
  await channels(otto)
  for (let n = 0; n < 5; n += 1) await requestedJob(at.db, rita, 'did:n:1', { params: { n } })
  await Promise.all([tellOfJobs(at.db), tellOfJobs(at.db), tellOfJobs(at.db)])
  expect(await told()).toHaveLength(5)
})
