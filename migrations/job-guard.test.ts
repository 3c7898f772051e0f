import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestFleet, testFleet } from '@/lib/db/test-fleet'
import { jobStatuses, jobTransitions, mayMove, parseHistory } from '@/lib/domain/job'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(2)
})
afterAll(() => fleet.close())

type Job = {
  job_id: string
  status: string
  status_history: unknown
  created_at: Date
  completed_at: Date | null
}

const insert = async (columns: Record<string, unknown> = {}): Promise<Job> => {
  const row = {
    target_node_did: 'did:a:1',
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

const jobIn = async (status: string): Promise<string> => {
  const { job_id } = await insert()
  for (const next of wayTo(status)) await set(job_id, `status = '${next}'`)
  return job_id
}

it('knows the same transitions as the domain', async () => {
  const rows = await fleet.db.query(`SELECT from_status AS from, to_status AS to FROM job_transitions`)
  const sorted = (moves: readonly { from: string; to: string }[]) =>
    moves.map((m) => `${m.from} ${m.to}`).sort()
  expect(sorted(rows)).toEqual(sorted(jobTransitions))
})

describe.each(jobStatuses)('out of %s', (from) => {
  it('plain SQL moves along the list only', async () => {
    for (const to of [...jobStatuses, 'Weird', ''].filter((status) => status !== from)) {
      const jobId = await jobIn(from)
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
  'no job is born as %j',
  async (status) => {
    await expect(insert({ status })).rejects.toThrow(/A job begins as PendingApproval/)
  },
)

it('is not passed by an upsert, nor by COPY-like inserts of several rows', async () => {
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
  `params = '{"a": 2}'`,
  'params = NULL',
  `target_node_did = 'did:a:2'`,
  `task_name = 'other'`,
  `requester_did = 'did:p:2'`,
  'job_id = uuid_generate_v4()',
  `created_at = '2020-01-01'`,
  `status = 'Approved', params = '{"a": 2}'`,
])('what was asked for cannot be changed: %s', async (assignment) => {
  const { job_id } = await insert({ params: { a: 1 } })
  await expect(set(job_id, assignment)).rejects.toThrow(/What was asked for cannot be changed/)
})

it('keeps history and completion time for a writer that knows only the given columns', async () => {
  const before = Date.now() - 1_000
  const { job_id, created_at } = await insert({ created_at: null })
  expect(created_at.getTime()).toBeGreaterThan(before)
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

it('gives a completion time only to what was completed or has failed', async () => {
  const rejected = await jobIn('PendingApproval')
  expect((await set(rejected, `status = 'Rejected', completed_at = now()`)).completed_at).toBeNull()
  expect((await insert({ completed_at: new Date() })).completed_at).toBeNull()
})

it('takes no creation time that is none', async () => {
  for (const created_at of ['infinity', '-infinity', null])
    expect((await insert({ created_at })).created_at).toBeInstanceOf(Date)
})

it('knows the node of a job, and that the job changed', async () => {
  const { job_id } = await insert({ target_node_did: 'did:new:1' })
  expect(await fleet.db.query(`SELECT node_did FROM nodes WHERE node_did = 'did:new:1'`)).toHaveLength(1)
  const xid = async () =>
    (await fleet.db.query(`SELECT changed_xid::text AS xid FROM job_details WHERE job_id = $1`, [job_id]))[0]
      .xid
  const first = await xid()
  await set(job_id, `status = 'Approved'`)
  expect(await xid()).not.toBe(first)
})
