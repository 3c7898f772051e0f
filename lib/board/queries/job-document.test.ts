import { afterAll, beforeAll, expect, it } from 'vitest'
import { readJob } from '@/lib/board/db/job'
import { hashOfJob } from '@/lib/jobs/db/approval-hash'
import { documentDigest } from '@/lib/signing/domain/document'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { requestedJob } from '@/test/jobs'
import { jobDocument } from './job-document'

let fleet: TestFleet
let job: string

beforeAll(async () => {
  fleet = await testFleet()
  const rita = await testPerson(fleet.db, 'rita', 'operator')
  await testPerson(fleet.db, 'otto', 'approver')
  await testNode(fleet.db, 'did:n:1', 'otto')
  job = await requestedJob(fleet.db, rita, 'did:n:1')
})
afterAll(() => fleet.close())

const read = async () => {
  const row = await readJob(fleet.db.manager, null, job)
  if (!row) throw new Error('the job is gone')
  return row
}

it('is that of the row, also if the request changes between two reads of one page', async () => {
  const row = await read()
  await fleet.db.query(`UPDATE maintenance_jobs SET params = '{"n": 2}' WHERE job_id = $1`, [job])
  const before = await jobDocument(fleet.db.manager, row)
  expect(before?.document).toMatchObject({ revision: 1, params: { n: 1 } })
  expect(before && documentDigest(before.document)).toBe(hashOfJob(row))
  expect(before?.changes).toEqual([])
  const after = await jobDocument(fleet.db.manager, await read())
  expect(after?.document).toMatchObject({ revision: 2, params: { n: 2 } })
  expect(after?.changes).not.toEqual([])
})
