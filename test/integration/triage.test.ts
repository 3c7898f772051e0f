import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TriageRow } from '@/lib/board/domain/job-board'
import type { TriageSort } from '@/lib/board/domain/triage'
import { triage } from '@/lib/board/queries/triage'
import { jobsWaiting } from '@/lib/board/queries/waiting'
import type { PersonViewer } from '@/lib/kernel/role'
import { testRule } from '@/test/consent-model/people'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { decideNow, requestedJob } from '@/test/jobs'
import { done } from '@/test/result'
import { serveDatabase } from '@/test/server-database'

let fleet: TestFleet
let stop: () => Promise<void>
let owner: PersonViewer
let second: PersonViewer
let operator: PersonViewer
const node = 'did:test:node:1'
const other = 'did:test:node:2'
const ids: Record<string, string> = {}

const hours = (count: number): string => new Date(Date.now() + count * 3_600_000).toISOString()

beforeAll(async () => {
  fleet = await testFleet()
  stop = serveDatabase(fleet.url)
  owner = await testPerson(fleet.db, 'owner', 'approver')
  second = await testPerson(fleet.db, 'second', 'approver')
  operator = await testPerson(fleet.db, 'operator', 'operator')
  await testNode(fleet.db, node, [owner.id, second.id])
  await testNode(fleet.db, other, second.id)
  const tasks = ['low', 'high'].map((risk) => ({ name: `${risk}_task`, command: ['/bin/true'], risk }))
  await fleet.db.query(`UPDATE nodes SET tasks = $1 WHERE node_did = $2`, [JSON.stringify(tasks), node])
  await testRule(fleet.db, { task: 'high_task', owners: 2 })
  const ask = async (name: string, task: string, expires: number, more: object = {}) => {
    const wanted = { task_name: task, params: {}, expires_at: hours(expires), ...more }
    ids[name] = await requestedJob(fleet.db, operator, node, wanted)
  }
  await ask('later', 'low_task', 72)
  await ask('soon', 'high_task', 0.5)
  await ask('gone', 'low_task', 1)
  done(await decideNow(fleet.db, owner, ids.gone ?? '', 'Rejected'))
  ids.foreign = await requestedJob(fleet.db, operator, other)
})
afterAll(async () => {
  await stop()
  await fleet.close()
})

const view = (sort: TriageSort = 'expiry', limit = 50) => ({ sort, limit, zone: 'UTC', now: new Date() })
const rows = async (viewer: PersonViewer, sort?: TriageSort): Promise<TriageRow[]> =>
  (await triage(viewer, { status: 'waiting' }, view(sort))).groups.flatMap((group) => group.rows)
const idsOf = async (viewer: PersonViewer, sort?: TriageSort) =>
  (await rows(viewer, sort)).map((row) => row.jobId)

it('has what this person can decide on and nothing else, in each order', async () => {
  expect(await idsOf(owner)).toEqual([ids.soon, ids.later])
  expect(await idsOf(owner, 'risk')).toEqual([ids.soon, ids.later])
  expect(await idsOf(owner, 'age')).toEqual([ids.later, ids.soon])
  expect(await idsOf(operator)).toEqual([])
  expect((await idsOf(second)).toSorted()).toEqual([ids.later, ids.soon, ids.foreign].toSorted())
  expect((await triage(second, {}, view())).total).toBe(await jobsWaiting(second))
})

it('says of each what it needs, its risk and how its node is', async () => {
  const [soon, later] = await rows(owner)
  expect(soon).toMatchObject({ risk: 'high', needs: '0 of 2 owners', revision: 1, changes: [], unfit: null })
  expect(later).toMatchObject({ risk: 'low', needs: '0 of 1 owner', nodeState: { state: 'Unknown' } })
})

it('shows the first ones and counts them all', async () => {
  const board = await triage(owner, { status: 'waiting' }, view('expiry', 1))
  expect(board).toMatchObject({ total: 2, shown: 1, atLeast: false })
  expect(board.groups).toMatchObject([
    { title: 'Expires within 1 hour', count: 1, rows: [{ jobId: ids.soon }] },
  ])
})

it('narrows as the board does', async () => {
  const found = async (filter: object) => (await triage(second, filter, view())).total
  expect(await found({ node: other })).toBe(1)
  expect(await found({ task: 'low_task' })).toBe(1)
  expect(await found({ risk: 'high' })).toBe(1)
  expect(await found({ owner: owner.did })).toBe(2)
  expect(await found({ q: 'nobody wrote this' })).toBe(0)
})

it('says what is unlike the last run, and that a task is no longer offered', async () => {
  await fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(
      `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status, created_at, completed_at)
       VALUES ($1, $2, 'low_task', '{"n": 1}', 'Completed', now() - interval '1 day', now() - interval '1 day')`,
      [node, operator.did],
    )
    await tx.query(`UPDATE nodes SET tasks = (tasks - 1) WHERE node_did = $1`, [node])
  })
  const [soon, later] = await rows(owner)
  // The log knows nothing of the run that was written past it, so it is no run.
  expect(later).toMatchObject({ changes: [], unfit: null })
  expect(soon?.unfit).toMatch(/does not offer/)
})
