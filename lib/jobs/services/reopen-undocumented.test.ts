import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { readConsent } from '@/lib/jobs/db/votes'
import { unreadable } from '@/lib/jobs/domain/refusals'
import { parseHistory } from '@/lib/jobs/domain/status'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { approvedJob, decideNow, shownHash, statusOf, storedJob } from '@/test/jobs'
import { done } from '@/test/result'
import { reopenUndocumented } from './reopen-undocumented'

let fleet: TestFleet
let operator: PersonViewer
let owner: PersonViewer
const node = 'did:test:node:older'

beforeAll(async () => {
  fleet = await testFleet()
  operator = await testPerson(fleet.db, 'operator', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
  await testNode(fleet.db, node, owner.id)
})
afterAll(() => fleet.close())
beforeEach(() => fleet.db.query(`DELETE FROM maintenance_jobs`))

const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString()
const window = { start: hours(5), end: hours(6), time_zone: 'UTC' }
const approved = () => approvedJob(fleet.db, operator, owner, node, { window })

/** As an older version left it, which kept no documents. */
const undocumented = (jobId: string, more = ''): Promise<void> =>
  fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(`DELETE FROM approval_documents WHERE job_id = $1`, [jobId])
    if (more) await tx.query(more, [jobId])
  })

it('a job approved before documents is decided again before its window opens; earlier votes are void', async () => {
  const [older, other] = [await approved(), await approved()]
  await undocumented(older)
  expect(await reopenUndocumented(fleet.db)).toBe(1)
  expect(await statusOf(fleet.db, older)).toBe('PendingApproval')
  expect(await statusOf(fleet.db, other)).toBe('Approved')
  expect(parseHistory((await storedJob(fleet.db, older)).status_history).at(-1)?.message).toMatch(
    /^It was approved before Hakim kept what its node would run/,
  )
  expect(await readConsent(fleet.db.manager, older)).toMatchObject({ met: false })
  expect(await shownHash(fleet.db, older)).toMatch(/^[0-9a-f]{64}$/)
  expect(done(await decideNow(fleet.db, owner, older))).toMatchObject({ status: 'Approved' })
  expect(await reopenUndocumented(fleet.db)).toBe(0)
})

it('one that nobody can review waits for a rejection, and is reopened once', async () => {
  const jobId = await approved()
  await undocumented(
    jobId,
    `UPDATE maintenance_jobs SET params = jsonb_build_object('a', repeat('x', 300000)) WHERE job_id = $1`,
  )
  expect(await reopenUndocumented(fleet.db)).toBe(1)
  expect(await shownHash(fleet.db, jobId)).toBe(unreadable)
  expect(await reopenUndocumented(fleet.db)).toBe(0)
  expect(done(await decideNow(fleet.db, owner, jobId, 'Rejected'))).toMatchObject({ status: 'Rejected' })
})
