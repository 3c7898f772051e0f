import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseHistory } from '@/lib/jobs/domain/status'
import { type People, peopledFleet, single } from '@/test/consent-model/people'
import { type TestFleet, testAgent } from '@/test/fleet'
import {
  approvedJob,
  decideNow,
  letTimePass,
  requestedJob,
  runningJob,
  shownHash,
  statusOf,
  storedJob,
} from '@/test/jobs'
import { done, failureOf } from '@/test/result'
import { approveWithoutOwner } from './approve-without-owner'
import { cancelJob } from './cancel-job'
import { claimJob } from './claim-job'
import { expireJobs } from './expire-jobs'
import { reviseJob } from './revise-job'
import { withdrawJob } from './withdraw-job'

let fleet: TestFleet
let people: People

beforeAll(async () => {
  ;({ fleet, people } = await peopledFleet())
})
afterAll(() => fleet.close())
beforeEach(() => fleet.db.query(`DELETE FROM maintenance_jobs`))

const inHours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString()
const soon = { window: { start: inHours(-1), end: inHours(1), time_zone: 'UTC' } }
const ask = (more = {}) => requestedJob(fleet.db, people.operator, single, more)
const approve = (more = {}) => approvedJob(fleet.db, people.operator, people.owner, single, more)
const claim = async () => done(await claimJob({ db: fleet.db, viewer: testAgent(single) }))
const ctx = (who: keyof People) => ({ db: fleet.db, viewer: people[who] })

describe('the clock', () => {
  it('ends jobs that were not decided or not claimed in time, and nothing else', async () => {
    const late = [await ask(), await ask(soon), await approve(), await approve(soon)]
    for (const jobId of late) await letTimePass(fleet.db, jobId)
    const kept = [await ask(), await approve(soon), (await runningJobOf()).jobId]
    expect(await expireJobs(fleet.db)).toBe(4)
    for (const jobId of late) expect(await statusOf(fleet.db, jobId)).toBe('Expired')
    expect(await Promise.all(kept.map((jobId) => statusOf(fleet.db, jobId)))).toEqual([
      'PendingApproval',
      'Approved',
      'Running',
    ])
    const last = parseHistory((await storedJob(fleet.db, late[2] ?? '')).status_history).at(-1)
    expect(last).toMatchObject({ message: expect.stringContaining('No agent claimed it') })
    expect(last).not.toHaveProperty('actor_did')
    expect(await expireJobs(fleet.db)).toBe(0)
  })

  it('handles more than one batch, and each job once with several clocks', async () => {
    await fleet.db.query(
      `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status)
       SELECT $1, 'somebody', 'many', 'PendingApproval' FROM generate_series(1, 450)`,
      [single],
    )
    await fleet.db.query(`UPDATE job_details SET expires_at = now() - interval '1 second'`)
    const counts = await Promise.all([1, 2, 3].map(() => expireJobs(fleet.db)))
    const rest = await expireJobs(fleet.db)
    expect(counts.reduce((sum, count) => sum + count, rest)).toBe(450)
    const [{ wrong }] = await fleet.db.query(
      `SELECT count(*)::int AS wrong FROM maintenance_jobs
       WHERE status <> 'Expired' OR jsonb_array_length(status_history) <> 2`,
    )
    expect(wrong).toBe(0)
  })

  it('skips locked jobs and comes back to them', async () => {
    const jobId = await ask()
    await letTimePass(fleet.db, jobId)
    await fleet.db.transaction(async (tx) => {
      await tx.query(`SELECT 1 FROM maintenance_jobs WHERE job_id = $1 FOR UPDATE`, [jobId])
      expect(await expireJobs(fleet.db)).toBe(0)
    })
    expect(await expireJobs(fleet.db)).toBe(1)
  })
})

const runningJobOf = () => {
  // Only one job can run on a node, so this one has its own.
  const node = 'did:test:node:busy'
  return fleet.db
    .query(`INSERT INTO nodes (node_did) VALUES ($1) ON CONFLICT DO NOTHING`, [node])
    .then(() =>
      fleet.db.query(
        `INSERT INTO node_owners (node_did, person_id) VALUES ($1, 'owner') ON CONFLICT DO NOTHING`,
        [node],
      ),
    )
    .then(() => runningJob(fleet.db, people.operator, people.owner, node))
}

describe('while the clock is late', () => {
  it('a job that has expired or missed its window is not claimed', async () => {
    for (const jobId of [await approve(), await approve(soon)]) await letTimePass(fleet.db, jobId)
    expect(await claim()).toBeNull()
    const next = await approve()
    expect((await claim())?.job.job_id).toBe(next)
  })

  it('a job is not handed out before its window opens', async () => {
    await approve({ window: { start: inHours(1), end: inHours(2), time_zone: 'UTC' } })
    expect(await claim()).toBeNull()
    const now = await approve(soon)
    const held = await claim()
    expect(held).toMatchObject({ job: { job_id: now }, document: { window: soon.window } })
    expect(Date.parse(held?.document.expires_at ?? '')).toBeGreaterThan(Date.now() + 6 * 86_400_000)
  })

  it.each<[string, (jobId: string) => Promise<unknown>]>([
    ['a vote', (jobId) => decideNow(fleet.db, people.owner, jobId)],
    ['a rejection', (jobId) => decideNow(fleet.db, people.owner, jobId, 'Rejected')],
    ['a vote without the right to vote', (jobId) => decideNow(fleet.db, people.stranger, jobId)],
    ['a cancellation', (jobId) => cancelJob(ctx('operator'), jobId, {})],
    ['a change', (jobId) => reviseJob(ctx('operator'), jobId, { params: { n: 3 } })],
    ['a withdrawal', (jobId) => withdrawJob(ctx('owner'), jobId, {})],
    [
      'an emergency approval',
      async (jobId) =>
        approveWithoutOwner(ctx('admin'), jobId, {
          approval_hash: await shownHash(fleet.db, jobId),
          reason: 'Nobody answers and it burns',
        }),
    ],
  ])('%s finds that the job has expired, and ends it', async (_, act) => {
    const jobId = await ask()
    await letTimePass(fleet.db, jobId)
    expect(await act(jobId)).toMatchObject({ ok: false, error: { kind: 'conflict', present: 'Expired' } })
    expect(await statusOf(fleet.db, jobId)).toBe('Expired')
    expect(await fleet.db.query(`SELECT 1 FROM job_votes WHERE job_id = $1`, [jobId])).toEqual([])
  })

  it.each<[string, (jobId: string) => Promise<unknown>]>([
    ['withdrawal', (jobId) => withdrawJob(ctx('owner'), jobId, {})],
    ['cancellation', (jobId) => cancelJob(ctx('operator'), jobId, {})],
    ['change', (jobId) => reviseJob(ctx('operator'), jobId, { window: null })],
  ])('a %s finds that an approved job has missed its window', async (_, act) => {
    const jobId = await approve(soon)
    await letTimePass(fleet.db, jobId)
    expect(await act(jobId)).toMatchObject({ ok: false, error: { kind: 'conflict', present: 'Expired' } })
    expect(await statusOf(fleet.db, jobId)).toBe('Expired')
  })
})

it('an expired job stays expired', async () => {
  const jobId = await ask()
  await letTimePass(fleet.db, jobId)
  await expireJobs(fleet.db)
  expect(failureOf(await decideNow(fleet.db, people.owner, jobId))).toBe('conflict Expired')
  expect(failureOf(await cancelJob(ctx('operator'), jobId, {}))).toBe('conflict Expired')
})
