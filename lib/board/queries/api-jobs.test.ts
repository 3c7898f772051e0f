import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobsQuery } from '@/lib/board/domain/jobs-query'
import type { PersonViewer, Viewer } from '@/lib/kernel/role'
import { type TestFleet, testAgent, testNode, testPerson } from '@/test/fleet'
import { requestedJob } from '@/test/jobs'
import { testServer } from '@/test/query-server'
import { apiJobs } from './api-jobs'

let fleet: TestFleet
let rita: PersonViewer
let otto: PersonViewer
let job: string

beforeAll(async () => {
  fleet = await testServer()
  rita = await testPerson(fleet.db, 'rita', 'operator')
  otto = await testPerson(fleet.db, 'otto', 'approver')
  await testNode(fleet.db, 'did:n:1', 'otto')
  await testNode(fleet.db, 'did:n:2')
  job = await requestedJob(fleet.db, rita, 'did:n:1', { reason: 'Ticket 4711' })
  await requestedJob(fleet.db, rita, 'did:n:2', { reason: 'Ticket 4711' })
})
afterAll(() => fleet.close())

const list = async (viewer: Viewer, query: object) =>
  (await apiJobs(viewer, jobsQuery.parse(query))).jobs.map(({ job_id }) => job_id)

it('lists what waits for the decision of whoever asks', async () => {
  expect(await list(otto, { status: 'waiting' })).toEqual([job])
  expect(await list(otto, { status: 'waiting', q: 'ticket 4711', sort: 'oldest', limit: '1000' })).toEqual([
    job,
  ])
  expect(await list(rita, { status: 'waiting' })).toEqual([])
  const agent = testAgent('did:n:1')
  expect(await list(agent, { status: 'waiting' })).toEqual([])
  expect(await list(agent, { status: 'open,Failed' })).toEqual([job])
})
