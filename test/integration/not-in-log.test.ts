import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobsQuery } from '@/lib/board/domain/jobs-query'
import { apiJobs } from '@/lib/board/queries/api-jobs'
import { jobDetail } from '@/lib/board/queries/job'
import type { PersonViewer } from '@/lib/kernel/role'
import { addNode, askFor, wholeJob } from '@/test/audit'
import { type TestFleet, testPerson } from '@/test/fleet'
import { testServer } from '@/test/query-server'
import { forgeJob } from '@/test/superuser'

let fleet: TestFleet
let ada: PersonViewer
let asked: string
let done: string
beforeAll(async () => {
  fleet = await testServer()
  await testPerson(fleet.db, 'ola', 'operator')
  await testPerson(fleet.db, 'ana', 'approver')
  ada = await testPerson(fleet.db, 'ada', 'admin')
  await addNode(fleet.db, 'did:kos:1')
  done = await wholeJob(fleet.db)
  asked = await askFor(fleet.db)
})
afterAll(() => fleet.close())

const asSuperuser = (edit: (tx: Pick<TestFleet['db'], 'query'>) => Promise<unknown>): Promise<unknown> =>
  fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = 'replica'`)
    await edit(tx)
  })

it('pages and API mark a job that the log does not have, and its run counts nowhere', async () => {
  expect(await jobDetail(ada, asked)).toMatchObject({ inLog: true, record: { completed: 1, failed: 0 } })
  await fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = 'replica'`)
    await forgeJob(tx)
  })
  expect(await jobDetail(ada, asked)).toMatchObject({ record: { completed: 1 }, lastParams: { n: 1 } })
  const { jobs } = await apiJobs(ada, jobsQuery.parse({}))
  expect(jobs.map(({ job_id, in_log }) => [job_id === asked || job_id === done, in_log]).toSorted()).toEqual([
    [false, false],
    [true, true],
    [true, true],
  ])
  const forged = jobs.find(({ in_log }) => !in_log)?.job_id ?? ''
  expect(await jobDetail(ada, forged)).toMatchObject({ inLog: false })
  // A status that no event has.
  await asSuperuser((tx) =>
    tx.query(`UPDATE maintenance_jobs SET status = 'Failed' WHERE job_id = $1`, [done]),
  )
  expect(await jobDetail(ada, asked)).toMatchObject({ record: { completed: 0, failed: 0 } })
  expect(await jobDetail(ada, done)).toMatchObject({ inLog: false })
})
