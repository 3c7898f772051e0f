import { afterAll, beforeAll, expect, test } from 'vitest'
import { addOwner } from '@/lib/fleet/db/owners'
import { insertPerson } from '@/lib/people/db/people'
import { insertToken } from '@/lib/people/db/tokens'
import { readHistory } from '@/test/consent-model/history'
import { findIllegal } from '@/test/consent-model/history-check'
import { watchMoves } from '@/test/consent-model/watch-moves'
import { addLaterOwner } from '@/test/owner-changes'
import { sessions } from './call-action'
import { act, ask, call, outcome, statusOf } from './consent-http'
import { databaseFixture } from './database-fixture'
import { node, otherNode, type ServerFixture } from './server-fixture'

// Concurrent decisions over HTTP against the production build, half by the API and half by the interface. Whatever wins,
// the history of each job is read afterwards and must be legal.

const reason = 'Both of us had the page open'
const rounds = 6
const many = Array.from({ length: 20 }, (_, n) => `owner${n}`)

let server: ServerFixture
let owner: string | undefined
const claims: { jobId: string }[] = []

beforeAll(async () => {
  server = await databaseFixture()
  await watchMoves(server.db)
  for (const id of many) {
    await insertPerson(server.db.manager, {
      ...{ id, role: 'approver', passwordHash: 'none', name: id, email: `${id}@endpoint.example` },
      did: `did:endpoint:${id}`,
    })
    server.tokens.set(id, await insertToken(server.db.manager, { personId: id }, null))
    await addLaterOwner(server.db, node, id)
  }
  await addOwner(server.db.manager, otherNode, 'owner')
  owner = (await sessions(server, ['owner'])).get('owner')
})
afterAll(async () => {
  const history = await readHistory(server.db, [node, otherNode], 0, claims)
  expect(history.jobs.length).toBeGreaterThan(50)
  expect(findIllegal(history)).toEqual([])
  expect(await server.close()).toBe(0)
})

type Job = { job_id: string; approval_hash: string }
const request = (): Promise<Job> => ask(server, 'requester', node)
const post = async (who: string, { job_id }: Job, verb: string, body: object) =>
  call(server, who, `/jobs/${job_id}/${verb}`, body)
const approve = (who: string, job: Job) => post(who, job, 'approve', { approval_hash: job.approval_hash })
const reject = (who: string, job: Job) =>
  post(who, job, 'reject', { approval_hash: job.approval_hash, reason })
const cancel = (job: Job) => post('requester', job, 'cancel', {})
const approvedJob = async (): Promise<Job> => {
  const job = await request()
  expect((await approve('owner0', job)).status).toBe(200)
  return job
}
/** Claims work as the node's agent; returns the id of the job that it got. */
async function claim(): Promise<string | null> {
  const { answer } = await call(server, 'agent', '/jobs/claim', {})
  if (typeof answer !== 'object' || answer === null || !('job' in answer)) throw new Error('no answer')
  const { job } = answer
  if (typeof job !== 'object' || job === null || !('job_id' in job)) return null
  claims.push({ jobId: String(job.job_id) })
  return String(job.job_id)
}
/** Only one job runs at a time, so the running one is ended before the next round. */
const clear = () =>
  server.db.query(
    `UPDATE maintenance_jobs SET status = CASE status WHEN 'Running' THEN 'Failed' ELSE 'Cancelled' END
     WHERE target_node_did = $1 AND status IN ('Running', 'Approved', 'PendingApproval')`,
    [node],
  )
const votes = async ({ job_id }: Job): Promise<number> =>
  (await server.db.query(`SELECT 1 FROM job_votes WHERE job_id = $1`, [job_id])).length
const count = (answers: { status: number }[], status: number): number =>
  answers.filter((one) => one.status === status).length

test('20 owners approve at once: one vote counts, nineteen callers learn that the job has already been decided', async () => {
  const job = await request()
  const answers = await Promise.all(many.map((who) => approve(who, job)))
  expect([count(answers, 200), count(answers, 409)]).toEqual([1, 19])
  expect([await votes(job), await statusOf(server, job.job_id)]).toEqual([1, 'Approved'])
  await clear()
})

test('one owner approves 20 times at once, by API and by interface: one vote', async () => {
  const job = await request()
  const input = { jobId: job.job_id, approval_hash: job.approval_hash }
  const statuses = await Promise.all(
    Array.from({ length: 20 }, async (_, n) =>
      n % 2 === 0 ? (await approve('owner', job)).status : act(server, owner, 'approveJob', input),
    ),
  )
  expect(statuses.filter((status) => status === 200)).toHaveLength(1)
  expect(statuses.filter((status) => status === 409)).toHaveLength(19)
  expect(await votes(job)).toBe(1)
  await clear()
})

test('20 owners approve at once where three are needed: three votes count', async () => {
  await server.db.query(
    `INSERT INTO approval_rules (name, task_name, owners) VALUES ('Three', 'look_thrice', 3)`,
  )
  const job = await ask(server, 'requester', node, { task_name: 'look_thrice' })
  const answers = await Promise.all(many.map((who) => approve(who, job)))
  expect([count(answers, 200), count(answers, 409)]).toEqual([3, 17])
  expect(answers.filter(({ answer }) => JSON.stringify(answer).includes('"Approved"'))).toHaveLength(1 + 17)
  expect([await votes(job), await statusOf(server, job.job_id)]).toEqual([3, 'Approved'])
  await clear()
})

test('approve ∥ reject: one of them wins', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const job = await request()
    const pair = [() => approve('owner0', job), () => reject('owner1', job)]
    const answers = await Promise.all((round % 2 ? pair.reverse() : pair).map((one) => one()))
    expect([count(answers, 200), count(answers, 409)]).toEqual([1, 1])
    const winner = answers.find(({ status }) => status === 200)
    expect(await statusOf(server, job.job_id)).toBe(outcome(winner?.answer).status)
    expect(await votes(job)).toBe(1)
    await clear()
  }
})

test('approve ∥ approve without the owner: one of them wins', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const job = await request()
    const { approval_hash } = job
    const pair = [
      () => approve('owner0', job),
      () => post('breaker', job, 'break-glass', { approval_hash, reason }),
    ]
    const answers = await Promise.all((round % 2 ? pair.reverse() : pair).map((one) => one()))
    expect([count(answers, 200), count(answers, 409)]).toEqual([1, 1])
    await clear()
  }
})

test('approve ∥ cancel: the job is cancelled', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const job = await request()
    const [approved, cancelled] = await Promise.all([approve('owner0', job), cancel(job)])
    expect([200, 409]).toContain(approved.status)
    expect(cancelled.status).toBe(200)
    expect(await statusOf(server, job.job_id)).toBe('Cancelled')
    expect(await claim()).toBeNull()
  }
})

test('approve ∥ revise: a revision that nobody has seen is not approved', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const job = await request()
    const [approved, revised] = await Promise.all([
      approve('owner0', job),
      post('requester', job, 'revise', { params: { round } }),
    ])
    expect([200, 409]).toContain(approved.status)
    expect(revised.status).toBe(200)
    expect(await statusOf(server, job.job_id)).toBe('PendingApproval')
    expect((await approve('owner1', job)).status).toBe(409)
    expect(await claim()).toBeNull()
    await clear()
  }
})

test('approve ∥ claim: the job is handed out once, and only after approval', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const job = await request()
    const [approved, ...handed] = await Promise.all([
      approve('owner0', job),
      claim(),
      claim(),
      claim(),
      claim(),
    ])
    expect(approved.status).toBe(200)
    const last = await claim()
    expect([...handed, last].filter((id) => id !== null)).toEqual([job.job_id])
    expect(await statusOf(server, job.job_id)).toBe('Running')
    await clear()
  }
})

for (const [verb, stopped] of [
  ['withdraw', 'PendingApproval'],
  ['revise', 'PendingApproval'],
  ['cancel', 'Cancelled'],
] as const)
  test(`${verb} ∥ claim: it runs, or it does not`, async () => {
    for (let round = 0; round < rounds; round += 1) {
      const job = await approvedJob()
      const who = verb === 'withdraw' ? 'owner0' : 'requester'
      const body = verb === 'revise' ? { params: { round } } : {}
      const pair = [() => post(who, job, verb, body), async () => ({ status: 0, answer: await claim() })]
      const answers = await Promise.all((round % 2 ? pair.reverse() : pair).map((one) => one()))
      const runs = answers.some(({ answer }) => answer === job.job_id)
      const changed = answers.find(({ status }) => status !== 0)
      expect(await statusOf(server, job.job_id)).toBe(runs ? 'Running' : stopped)
      if (verb !== 'cancel') expect(changed?.status).toBe(runs ? 409 : 200)
      else expect(outcome(changed?.answer)).toMatchObject({ cancel_requested: runs })
      if (!runs) expect(await claim()).toBeNull()
      await clear()
    }
  })

test('approve ∥ expiry: approved in time, or expired', async () => {
  // Far enough ahead that a busy machine has made the job by then.
  const expires_at = new Date(Math.ceil(Date.now() / 1_000) * 1_000 + 5_000)
  const job = await ask(server, 'requester', node, { expires_at: expires_at.toISOString() })
  await new Promise((resolve) => setTimeout(resolve, expires_at.getTime() - Date.now() - 60))
  const answers = []
  for (const who of many) answers.push(await approve(who, job))
  expect(count(answers, 200)).toBeLessThanOrEqual(1)
  expect(count(answers, 409)).toBeGreaterThanOrEqual(19)
  await expect
    .poll(() => approve('owner0', job).then(({ answer }) => JSON.stringify(answer)), { timeout: 5_000 })
    .toContain('Expired')
  expect(await claim()).toBeNull()
})
