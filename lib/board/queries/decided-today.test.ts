import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { approvedJob, decideNow, requestedJob } from '@/test/jobs'
import { setRestricted } from '@/test/owner-changes'
import { testServer } from '@/test/query-server'
import { countDecidedToday, decidedToday } from './decided-today'
import { decisionSheet } from './decision-sheet'
import { nextWaiting } from './next-waiting'

let fleet: TestFleet
let operator: PersonViewer
let owner: PersonViewer
let other: PersonViewer
let admin: PersonViewer
const [node, hidden] = ['did:test:node:today', 'did:test:node:hidden']

beforeAll(async () => {
  fleet = await testServer()
  operator = await testPerson(fleet.db, 'operator', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
  other = await testPerson(fleet.db, 'other', 'approver')
  admin = await testPerson(fleet.db, 'admin', 'admin')
  await testNode(fleet.db, node, owner.id)
  await testNode(fleet.db, hidden, other.id)
  await setRestricted(fleet.db, hidden, true)
})
afterAll(() => fleet.close())

it('lists what the viewer decided since midnight where they are, with what has become of it', async () => {
  const approved = await approvedJob(fleet.db, operator, owner, node)
  const rejected = await requestedJob(fleet.db, operator, node)
  await decideNow(fleet.db, owner, rejected, 'Rejected')
  const list = await decidedToday(owner, 'UTC')
  expect(list.map(({ job, decision, reason }) => [job.jobId, job.status, decision, reason])).toEqual([
    [rejected, 'Rejected', 'reject', 'Not now'],
    [approved, 'Approved', 'approve', null],
  ])
  expect(await countDecidedToday(owner, 'UTC')).toBe(2)
  expect(await decidedToday(other, 'UTC')).toEqual([])
  // Another day begins there before any of these.
  const zones = ['Etc/GMT+12', 'Pacific/Kiritimati']
  const hour = new Date().getUTCHours()
  expect(await countDecidedToday(owner, zones[hour < 12 ? 0 : 1] ?? 'UTC')).toBe(2)
})

it('counts no vote of a sample, whose votes carry the moment at which it was loaded', async () => {
  const [before, counted] = [await decidedToday(owner, 'UTC'), await countDecidedToday(owner, 'UTC')]
  const sample = await approvedJob(fleet.db, operator, owner, node)
  expect(await countDecidedToday(owner, 'UTC')).toBe(counted + 1)
  await fleet.db.query(`UPDATE job_details SET is_sample = true WHERE job_id = $1`, [sample])
  expect(await countDecidedToday(owner, 'UTC')).toBe(counted)
  expect(await decidedToday(owner, 'UTC')).toEqual(before)
})

it('goes from one job that waits to the next, and from the last to the first', async () => {
  const inHours = (hours: number) => ({ expires_at: new Date(Date.now() + hours * 3_600_000).toISOString() })
  const late = await requestedJob(fleet.db, operator, node, inHours(9))
  const soon = await requestedJob(fleet.db, operator, node, inHours(1))
  expect(await nextWaiting(owner, soon)).toBe(late)
  expect(await nextWaiting(owner, late)).toBe(soon)
  expect(await nextWaiting(other, soon)).toBeNull()
})

it('shows of several jobs those that exist for the viewer, and sets apart what they may not decide on', async () => {
  const mine = await requestedJob(fleet.db, operator, node)
  const theirs = await requestedJob(fleet.db, admin, hidden)
  const sheet = await decisionSheet(owner, [mine, theirs, '00000000-0000-4000-8000-000000000000'])
  expect(sheet.groups.flatMap(({ rows }) => rows.map(({ job }) => job.jobId))).toEqual([mine])
  expect(sheet).toMatchObject({ apart: [], unknown: 2 })
  const stranger = await decisionSheet(other, [mine])
  expect(stranger.groups).toEqual([])
  expect(stranger.apart).toMatchObject([
    { why: expect.stringContaining('one of its owners'), rejectable: false },
  ])
})
