import { afterAll, beforeAll, expect, it } from 'vitest'
import { mostRuns } from '@/lib/board/domain/job-page'
import { type TestFleet, testFleet, testNode } from '@/test/fleet'
import { readRecord } from './job'

let fleet: TestFleet
const node = 'did:test:node:record'
const runs = mostRuns + 30
const none = '00000000-0000-0000-0000-000000000000'

/** One a minute; each third failed, and their parameters say which one it was. */
beforeAll(async () => {
  fleet = await testFleet(2)
  await testNode(fleet.db, node)
  await fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(
      `INSERT INTO maintenance_jobs (job_id, target_node_did, requester_did, task_name, params, status, completed_at)
       SELECT md5(n::text)::uuid, $1, 'did:r:1', CASE WHEN n = 0 THEN 'once' ELSE 'often' END, jsonb_build_object('n', n),
              CASE WHEN n % 3 = 0 THEN 'Failed' ELSE 'Completed' END, to_timestamp(1767225600 + 60 * n)
       FROM generate_series(0, $2::int) n`,
      [node, runs],
    )
    await tx.query(`INSERT INTO adopted_jobs SELECT job_id, '', '' FROM maintenance_jobs`)
  })
})
afterAll(() => fleet.close())

const record = (task: string, except = none) => readRecord(fleet.db.manager, node, task, except)

it('of many runs counts the newest, and says so', async () => {
  const { completed, failed, more, last_params } = await record('often')
  expect([completed + failed, more]).toEqual([mostRuns, true])
  // Of 31 to 130, those that three divides.
  expect(failed).toBe(33)
  expect(last_params).toEqual({ n: runs })
})

it('of few runs counts all, apart from the job itself', async () => {
  expect(await record('once')).toMatchObject({ completed: 0, failed: 1, more: false, last_params: null })
  const [{ job_id }]: [{ job_id: string }] = await fleet.db.query(
    `SELECT job_id FROM maintenance_jobs WHERE task_name = 'once'`,
  )
  expect(await record('once', job_id)).toMatchObject({ completed: 0, failed: 0, more: false })
})
