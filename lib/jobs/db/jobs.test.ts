import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { lockJob, moveJob } from './jobs'
import { insertJob } from './requests'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(4)
  await testNode(fleet.db, 'did:a:1')
})
afterAll(() => fleet.close())

it('moves a job only from the status that was read', async () => {
  const requester = await testPerson(fleet.db, 'p', 'operator')
  const request = { nodeDid: 'did:a:1', requester, task: 't', params: {}, reason: 'r', idempotencyKey: null }
  const jobId = await insertJob(fleet.db.manager, request)
  const read = await fleet.db.transaction((tx) => lockJob(tx, jobId))
  if (!read) throw new Error('no job')
  const move = (status: string) => moveJob(fleet.db.manager, read, { status, message: 'm' })
  expect(await move('Cancelled')).toBe(true)
  expect(await move('Approved')).toBe(false)
  const now = await fleet.db.transaction((tx) => lockJob(tx, jobId))
  expect(now).toMatchObject({
    status: 'Cancelled',
    status_history: [{}, { status: 'Cancelled', message: 'm' }],
  })
})

it('returns null for an unknown job', async () => {
  expect(await fleet.db.transaction((tx) => lockJob(tx, '3f0e7a4e-0f8e-4d55-9a53-000000000000'))).toBeNull()
})
