import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Filter } from '@/lib/board/domain/filter'
import { jobStatuses } from '@/lib/kernel/job-status'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { setRestricted } from '@/test/owner-changes'
import { testServer } from '@/test/query-server'
import { jobBoard } from './job-board'
import { statusBoard } from './status-board'

let fleet: TestFleet
const viewers: Record<string, PersonViewer> = {}
const [open, secret] = ['did:test:node:open', 'did:test:node:secret']

beforeAll(async () => {
  fleet = await testServer()
  for (const [name, role] of [
    ['owner', 'approver'],
    ['requester', 'operator'],
    ['stranger', 'operator'],
  ] as const)
    viewers[name] = await testPerson(fleet.db, name, role)
  await testNode(fleet.db, open)
  await testNode(fleet.db, secret, 'owner')
  await setRestricted(fleet.db, secret, true)
  await fleet.db.query(`ALTER TABLE maintenance_jobs DISABLE TRIGGER hakim_job_guard`)
  await fleet.db.query(
    `INSERT INTO maintenance_jobs (job_id, target_node_did, requester_did, task_name, params, status, created_at)
     SELECT md5(n::text)::uuid, CASE WHEN n % 3 = 0 THEN $1 ELSE $2 END, $3, 'task_' || n % 4, '{}',
            ($4::text[])[1 + least(n % 17, 9)], to_timestamp(1767225600 + n / 2)
     FROM generate_series(1, 300) n`,
    [secret, open, viewers.requester?.did, [...jobStatuses, 'Half done']],
  )
  await fleet.db.query(`ALTER TABLE maintenance_jobs ENABLE TRIGGER hakim_job_guard`)
})
afterAll(() => fleet.close())

const filters: Filter[] = [
  {},
  { sort: 'oldest' },
  { status: 'open' },
  { status: 'Lost,Failed', task: 'task_1' },
  { node: open },
  { node: secret },
  { q: 'TASK_2' },
  { requester: 'did:nobody' },
  { from: '2026-01-01T00:01:00Z' },
]

it.each(['owner', 'requester', 'stranger'])('table and board agree, for the %s', async (name) => {
  const viewer = viewers[name]
  if (!viewer) throw new Error('no viewer')
  for (const filter of filters) {
    const board = await statusBoard(viewer, filter)
    const table = await jobBoard(viewer, filter)
    expect([board.counts, board.total, board.atLeast], JSON.stringify(filter)).toEqual([
      ...[table.counts, table.total, table.atLeast],
    ])
    for (const { status, rows, count, more } of board.columns) {
      const one = await jobBoard(viewer, { ...filter, status })
      expect([rows, count]).toEqual([one.rows.slice(0, 10), one.counts[status] ?? 0])
      expect(more).toBe(count > 10)
    }
    const all = filter.status === undefined
    const counted = board.columns.reduce((sum, { count }) => sum + count, 0)
    if (all) expect(counted + board.others).toBe(table.total)
    else expect([board.columns.length, board.others]).toEqual([filter.status === 'open' ? 4 : 2, 0])
  }
})

it('has something to compare: columns of more than one page, hidden jobs and other programs’ statuses', async () => {
  const [owner, requester, stranger] = await Promise.all(
    ['owner', 'requester', 'stranger'].map(async (name) => {
      const viewer = viewers[name]
      if (!viewer) throw new Error('no viewer')
      return statusBoard(viewer, {})
    }),
  )
  expect(owner?.columns.map(({ status }) => status)).toEqual([...jobStatuses])
  expect(owner?.columns.every(({ more }) => more)).toBe(true)
  expect(owner?.others).toBeGreaterThan(100)
  expect(stranger?.total).toBeLessThan(owner?.total ?? 0)
  const rows = requester?.columns.flatMap((column) => column.rows) ?? []
  expect(rows.some((row) => 'restricted' in row)).toBe(true)
  expect(stranger?.columns.flatMap((column) => column.rows).some((row) => 'restricted' in row)).toBe(false)
})
