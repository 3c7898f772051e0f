import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { setRestricted } from '@/test/owner-changes'
import { readFlowRows, readFlowVotes, readQueue } from './flow-rows'

let fleet: TestFleet
let stranger: PersonViewer
let admin: PersonViewer
const [open, secret] = ['did:test:flow:open', 'did:test:flow:secret']
const range = {
  from: Date.parse('2026-05-01T00:00:00Z') / 1_000,
  to: Date.parse('2026-06-01T00:00:00Z') / 1_000,
}
const at = (text: string): number => Date.parse(`2026-05-${text}:00Z`) / 1_000

const insert = (task: string, node: string, created: string, rest: Record<string, unknown> = {}) =>
  fleet.db.query(
    `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status, created_at, status_history, completed_at)
     VALUES ($1, 'did:r', $2, $3, $4, $5, $6)`,
    [node, task, rest.status ?? 'Completed', created, rest.history ?? null, rest.completed ?? null],
  )
const decided = (...entries: [string, string][]) =>
  JSON.stringify(entries.map(([status, timestamp]) => ({ status, timestamp })))

beforeAll(async () => {
  fleet = await testFleet(19)
  const owner = await testPerson(fleet.db, 'owner', 'approver')
  stranger = await testPerson(fleet.db, 'stranger', 'approver')
  admin = await testPerson(fleet.db, 'admin', 'admin')
  await testNode(fleet.db, open)
  await testNode(fleet.db, secret, owner.id)
  await setRestricted(fleet.db, secret, true)
  // Whatever another program has written.
  for (const trigger of ['guard', 'changed'])
    await fleet.db.query(`ALTER TABLE maintenance_jobs DISABLE TRIGGER hakim_job_${trigger}`)
  await insert('usual', open, '2026-05-02T10:00:00Z', {
    history: decided(
      ['Approved', '2026-05-02T10:05:00Z'],
      ['PendingApproval', '2026-05-02T10:06:00Z'],
      ['Approved', '2026-05-02T10:20:00Z'],
    ),
    completed: '2026-05-02T11:00:00Z',
  })
  await insert('no list', open, '2026-05-03T10:00:00Z', { history: '"Approved"', completed: 'infinity' })
  await insert('no time', open, '2026-05-04T10:00:00Z', { history: decided(['Approved', 'yesterday']) })
  await insert('hidden', secret, '2026-05-05T10:00:00Z')
  await insert('before', open, '2026-04-30T23:59:59Z')
  await insert('after', open, '2026-06-01T00:00:00Z')
  await insert('never', open, '-infinity')
  for (const ago of ['5 minutes', '3 hours', '30 hours', '90 hours', '91 hours'])
    await fleet.db.query(
      `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status, created_at)
       VALUES ($1, 'did:r', 'wait', 'PendingApproval', now() - $2::interval)`,
      [ago === '91 hours' ? secret : open, ago],
    )
})
afterAll(() => fleet.close())

it('reads the moments of the requests of a range, with the last decision', async () => {
  const rows = await readFlowRows(fleet.db.manager, stranger, range)
  expect(rows.map(({ task, requested, decided: on, ended }) => [task, requested, on, ended])).toEqual(
    expect.arrayContaining([
      ['usual', at('02T10:00'), at('02T10:20'), at('02T11:00')],
      ['no list', at('03T10:00'), null, null],
      ['no time', at('04T10:00'), null, null],
    ]),
  )
  expect(rows).toHaveLength(3)
})

it('tells nobody of nodes that they may not see', async () => {
  const tasks = async (viewer: PersonViewer) =>
    (await readFlowRows(fleet.db.manager, viewer, range)).map(({ task }) => task)
  expect(await tasks(stranger)).not.toContain('hidden')
  expect(await tasks(admin)).toContain('hidden')
})

it('sorts what waits by its age', async () => {
  expect(await readQueue(fleet.db.manager, stranger)).toMatchObject({
    hour: 1,
    day: 1,
    threeDays: 1,
    longer: 1,
  })
  const { longer, oldest } = await readQueue(fleet.db.manager, admin)
  expect(longer).toBe(2)
  expect(oldest).toBeCloseTo(91 * 3_600, -2)
})

it('takes votes of real jobs from the vote, of sample jobs from the history, and withdrawn ones not at all', async () => {
  await fleet.db.query(`ALTER TABLE job_votes DISABLE TRIGGER hakim_vote_guard`)
  const vote = (task: string, decided: string, withdrawn: string | null = null) =>
    fleet.db.query(
      `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash, decided_at, withdrawn_at)
       SELECT job_id, 1, 'owner', 'approve', 'x', $2::timestamptz, $3::timestamptz FROM maintenance_jobs WHERE task_name = $1`,
      [task, decided, withdrawn],
    )
  await fleet.db.query(
    `INSERT INTO job_details (job_id, is_sample) SELECT job_id, true FROM maintenance_jobs WHERE task_name = 'usual'`,
  )
  await vote('usual', '2026-06-20T00:00:00Z')
  // Of another program, without details.
  await vote('no list', '2026-05-03T10:00:04Z')
  await vote('no time', '2026-05-04T10:01:00Z', '2026-05-04T10:02:00Z')
  await vote('hidden', '2026-05-05T10:01:00Z')
  const decided = (votes: { decided: number }[]) => votes.map((one) => one.decided).sort()
  expect(decided(await readFlowVotes(fleet.db.manager, stranger, range))).toEqual([
    at('02T10:20'),
    at('03T10:00') + 4,
  ])
  expect(await readFlowVotes(fleet.db.manager, admin, range)).toHaveLength(3)
})
