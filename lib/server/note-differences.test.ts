import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { openDataSource } from '@/lib/db/connection/data-source'
import { log } from '@/lib/log/log'
import { type TestFleet, testFleet } from '@/test/fleet'
import { serverUrlOf } from '@/test/server-role'
import { noteDifferences } from './note-differences'

let fleet: TestFleet
beforeAll(async () => {
  fleet = await testFleet(2)
})
afterAll(() => fleet.close())

it('the log says at the start what somebody has changed in the database, with one role and with two', async () => {
  const url = await serverUrlOf(fleet.url)
  const role = new URL(url).username
  const server = await openDataSource(url, { poolSize: 1 })
  const said = vi.spyOn(log(), 'error').mockImplementation(() => undefined)
  await noteDifferences(async () => server)
  await noteDifferences(async () => fleet.db)
  expect(said).not.toHaveBeenCalled()
  await fleet.db.query(`ALTER TABLE job_votes DISABLE TRIGGER hakim_vote_guard`)
  await fleet.db.query(`GRANT INSERT ON job_votes TO ${role}`)
  await noteDifferences(async () => server)
  await noteDifferences(async () => fleet.db)
  const trigger = 'trigger hakim_vote_guard on job_votes is disabled'
  const right = `${role} has the right to INSERT on job_votes`
  expect(said.mock.calls.map(([found]) => found)).toEqual([
    { differences: [trigger, right] },
    { differences: [trigger] },
  ])
  said.mockRestore()
  await server.destroy()
})
