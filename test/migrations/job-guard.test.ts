import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jobTransitions, mayMove, parseHistory } from '@/lib/jobs/domain/status'
import { jobStatuses } from '@/lib/kernel/job-status'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { testExpiry, testTimeOver, testVote } from '@/test/votes'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(2)
  await testPerson(fleet.db, 'owner', 'approver')
})
afterAll(() => fleet.close())

type Job = {
  job_id: string
  status: string
  status_history: unknown
  created_at: Date
  completed_at: Date | null
}

/** Each job gets its own node, since only one job runs on a node at a time. */
let nodes = 0
const newNode = async (): Promise<string> => {
  nodes += 1
  await testNode(fleet.db, `did:a:${nodes}`, 'owner')
  return `did:a:${nodes}`
}

const insert = async (columns: Record<string, unknown> = {}): Promise<Job> => {
  const row = {
    target_node_did: columns.target_node_did ?? (await newNode()),
    requester_did: 'did:p:1',
    task_name: 'task',
    status: 'PendingApproval',
    ...columns,
  }
  const names = Object.keys(row)
  const [job] = await fleet.db.query<Job[]>(
    `INSERT INTO maintenance_jobs (${names.join(', ')}) VALUES (${names.map((_, n) => `$${n + 1}`).join(', ')}) RETURNING *`,
    Object.values(row),
  )
  if (!job) throw new Error('no row')
  return job
}

const set = async (jobId: string, assignment: string): Promise<Job> => {
  await fleet.db.query(`UPDATE maintenance_jobs SET ${assignment} WHERE job_id = $1`, [jobId])
  const [job] = await fleet.db.query<Job[]>(`SELECT * FROM maintenance_jobs WHERE job_id = $1`, [jobId])
  if (!job) throw new Error('no row')
  return job
}

/** The shortest way from PendingApproval to a status. */
const wayTo = (status: string): string[] => {
  const ways = [['PendingApproval']]
  for (const way of ways) {
    if (way.at(-1) === status) return way.slice(1)
    for (const move of jobTransitions)
      if (move.from === way.at(-1) && !way.includes(move.to)) ways.push([...way, move.to])
  }
  throw new Error(`no way to ${status}`)
}

/** What a move needs in addition to being on the list: votes, an expiry in the past, a request to stop. */
const prepare = async (jobId: string, from: string, to: string): Promise<void> => {
  if (to === 'Approved') await testVote(fleet.db, jobId, 'owner')
  if (to === 'Rejected') await testVote(fleet.db, jobId, 'owner', 'reject')
  if (from === 'PendingApproval' && to === 'Expired') await testExpiry(fleet.db, jobId, -1)
  if (from === 'Approved' && to === 'Expired') await testTimeOver(fleet.db, jobId, 'expires_at')
  if (from === 'Running' && to === 'Cancelled')
    await fleet.db.query(`UPDATE job_details SET cancel_requested_at = now() WHERE job_id = $1`, [jobId])
}

const jobIn = async (status: string): Promise<string> => {
  const { job_id } = await insert()
  let from = 'PendingApproval'
  for (const next of wayTo(status)) {
    await prepare(job_id, from, next)
    await set(job_id, `status = '${next}'`)
    from = next
  }
  return job_id
}

it('knows the same transitions as the domain', async () => {
  const rows = await fleet.db.query(`SELECT from_status AS from, to_status AS to FROM job_transitions`)
  const sorted = (moves: readonly { from: string; to: string }[]) =>
    moves.map((m) => `${m.from} ${m.to}`).sort()
  expect(sorted(rows)).toEqual(sorted(jobTransitions))
})

describe.each(jobStatuses)('out of %s', (from) => {
  it('plain SQL can make only the moves on the list', async () => {
    for (const to of [...jobStatuses, 'Weird', ''].filter((status) => status !== from)) {
      const jobId = await jobIn(from)
      if (mayMove(from, to)) await prepare(jobId, from, to)
      const move = set(jobId, `status = '${to}'`)
      if (mayMove(from, to)) expect((await move).status).toBe(to)
      else {
        await expect(move).rejects.toThrow(`A job cannot go from ${from} to ${to}`)
        expect((await set(jobId, 'status = status')).status).toBe(from)
      }
    }
  })
})

it.each([...jobStatuses.filter((status) => status !== 'PendingApproval'), 'pendingapproval', ''])(
  'no job can begin as %j',
  async (status) => {
    await expect(insert({ status })).rejects.toThrow(/A job begins as PendingApproval/)
  },
)

it('also checks upserts and COPY-like inserts of several rows', async () => {
  const jobId = await jobIn('Completed')
  await expect(
    fleet.db.query(
      `INSERT INTO maintenance_jobs (job_id, target_node_did, requester_did, task_name, status)
       VALUES ($1, 'did:a:1', 'did:p:1', 'task', 'PendingApproval')
       ON CONFLICT (job_id) DO UPDATE SET status = 'Running'`,
      [jobId],
    ),
  ).rejects.toThrow(/cannot go from Completed/)
  await expect(
    fleet.db.query(
      `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status) VALUES
         ('did:a:several', 'd', 't', 'PendingApproval'), ('did:a:several', 'd', 't', 'Approved')`,
    ),
  ).rejects.toThrow(/A job begins as/)
  const left = await fleet.db.query(`SELECT 1 FROM maintenance_jobs WHERE target_node_did = 'did:a:several'`)
  expect(left).toEqual([])
})

it.each([
  `target_node_did = 'did:a:other'`,
  `task_name = 'other'`,
  `requester_did = 'did:p:2'`,
  'job_id = uuid_generate_v4()',
  `created_at = '2020-01-01'`,
])('what was requested cannot be changed: %s', async (assignment) => {
  const { job_id } = await insert({ params: { a: 1 } })
  await expect(set(job_id, assignment)).rejects.toThrow(/What was requested cannot be changed/)
})

it.each(['Approved', 'Running', 'Completed', 'Rejected', 'Cancelled', 'Expired', 'Lost'])(
  'parameters of a job that is %s cannot be changed, nor on its way there',
  async (status) => {
    const jobId = await jobIn(status)
    for (const assignment of [`params = '{"a": 2}'`, `params = 'null'`])
      await expect(set(jobId, assignment)).rejects.toThrow(
        `The job is ${status}: its parameters cannot be changed`,
      )
    const { job_id } = await insert({ params: { a: 1 } })
    if (mayMove('PendingApproval', status)) {
      await prepare(job_id, 'PendingApproval', status)
      await expect(set(job_id, `status = '${status}', params = '{"a": 2}'`)).rejects.toThrow(
        'The job is PendingApproval: its parameters cannot be changed',
      )
    }
  },
)

it('changing the parameters of a pending job makes a new revision without votes', async () => {
  const { job_id } = await insert({ params: { a: 1 } })
  await testVote(fleet.db, job_id, 'owner')
  await set(job_id, `params = '{"a": 2}'`)
  await expect(set(job_id, `status = 'Approved'`)).rejects.toThrow('The job has no consent: it needs 1 more')
  await testVote(fleet.db, job_id, 'owner')
  expect((await set(job_id, `status = 'Approved'`)).status).toBe('Approved')
  // Back to PendingApproval and changed in one statement, as a writer revises an approved job.
  await set(job_id, `status = 'PendingApproval', params = '{"a": 3}'`)
  await expect(set(job_id, `status = 'Approved'`)).rejects.toThrow('The job has no consent')
  const [{ revision }] = await fleet.db.query(`SELECT revision FROM job_details WHERE job_id = $1`, [job_id])
  expect(revision).toBe(3)
})

it('keeps history and completion time for a writer that knows only the given columns', async () => {
  const before = Date.now() - 1_000
  const { job_id, created_at } = await insert({ created_at: null })
  expect(created_at.getTime()).toBeGreaterThan(before)
  await testVote(fleet.db, job_id, 'owner')
  expect((await set(job_id, `status = 'Approved'`)).completed_at).toBeNull()
  await set(job_id, `status = 'Running'`)
  await set(job_id, 'completed_at = NULL')
  const done = await set(job_id, `status = 'Completed'`)
  expect(done.completed_at?.getTime()).toBeGreaterThan(before)
  const history = parseHistory(done.status_history)
  expect(history.map((entry) => entry.status)).toEqual([
    'PendingApproval',
    'Approved',
    'Running',
    'Completed',
  ])
  expect(history.map((entry) => Date.parse(entry.timestamp)).every((time) => time > before)).toBe(true)
  expect(history[0]?.actor_did).toBe('did:p:1')
  expect(history[1]?.message).toMatch(/^Changed by \w+ in the database$/)
})

it('leaves the history and the completion time of a writer that keeps them', async () => {
  const jobId = await jobIn('Running')
  const job = await set(
    jobId,
    `status = 'Failed', completed_at = '2026-01-31 00:00Z', status_history = status_history || '[{"status": "Failed"}]'`,
  )
  expect(job.completed_at?.toISOString()).toBe('2026-01-31T00:00:00.000Z')
  expect(parseHistory(job.status_history).map((entry) => entry.status)).toEqual([
    'PendingApproval',
    'Approved',
    'Running',
    'Failed',
  ])
})

it('gives a completion time only to completed and failed jobs', async () => {
  const rejected = await jobIn('PendingApproval')
  await testVote(fleet.db, rejected, 'owner', 'reject')
  expect((await set(rejected, `status = 'Rejected', completed_at = now()`)).completed_at).toBeNull()
  expect((await insert({ completed_at: new Date() })).completed_at).toBeNull()
})

it('replaces a missing or infinite creation time', async () => {
  for (const created_at of ['infinity', '-infinity', null])
    expect((await insert({ created_at })).created_at).toBeInstanceOf(Date)
})

it('records the node of a job, and that the job has changed', async () => {
  const { job_id } = await insert({ target_node_did: 'did:new:1' })
  expect(await fleet.db.query(`SELECT node_did FROM nodes WHERE node_did = 'did:new:1'`)).toHaveLength(1)
  const xid = async () =>
    (await fleet.db.query(`SELECT changed_xid::text AS xid FROM job_details WHERE job_id = $1`, [job_id]))[0]
      .xid
  const first = await xid()
  await set(job_id, `status = 'Cancelled'`)
  expect(await xid()).not.toBe(first)
})
