import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobStatuses } from '@/lib/kernel/job-status'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { readColumns } from './columns'
import type { JobFilter } from './narrowing'
import { searched } from './search'

let fleet: TestFleet
const node = 'did:test:node:many'

beforeAll(async () => {
  fleet = await testFleet(2)
  await testPerson(fleet.db, 'reader', 'operator')
  await testNode(fleet.db, node)
  for (const trigger of ['guard', 'changed'])
    await fleet.db.query(`ALTER TABLE maintenance_jobs DISABLE TRIGGER hakim_job_${trigger}`)
  // Of 2,000 completed jobs the oldest has a high risk; of 20 failed ones, three.
  await fleet.db.query(
    `INSERT INTO maintenance_jobs (job_id, target_node_did, requester_did, task_name, status, created_at)
     SELECT md5(n::text)::uuid, $1, 'did:r', 'look', CASE WHEN n % 100 = 99 THEN 'Failed' ELSE 'Completed' END,
            to_timestamp(1767225600 + n)
     FROM generate_series(1, 2000) n`,
    [node],
  )
  await fleet.db.query(
    `INSERT INTO job_details (job_id, risk)
     SELECT md5(n::text)::uuid, 'high' FROM unnest(ARRAY[1, 99, 199, 299]) n`,
  )
})
afterAll(() => fleet.close())

const read = async (filter: Omit<JobFilter, 'hiddenFrom'>, order: 'newest' | 'oldest' = 'newest') =>
  Object.fromEntries(
    (
      await readColumns(fleet.db.manager, 'reader', { ...filter, hiddenFrom: null }, jobStatuses, {
        ...{ limit: 10, order },
      })
    ).map(({ status, rows, more }) => [status, { jobs: rows.length, more }]),
  )

it('reads the first of each status and says where there are more', async () => {
  expect(await read({ node })).toMatchObject({
    Completed: { jobs: 10, more: true },
    Failed: { jobs: 10, more: true },
    Lost: { jobs: 0, more: false },
  })
})

it('says where more jobs would have to be looked at', async () => {
  expect(await read({ risk: 'high' })).toMatchObject({
    Completed: { jobs: 0, more: true },
    Failed: { jobs: 3, more: false },
  })
  expect(await read({ task: 'look' })).toMatchObject({
    Completed: { jobs: 10, more: true },
    Lost: { jobs: 0, more: false },
  })
  expect(await read({ risk: 'high' }, 'oldest')).toMatchObject({ Completed: { jobs: 1, more: true } })
})

it('finds all jobs of a search that an index answers', async () => {
  const filter = await searched(fleet.db.manager, { risk: 'high', hiddenFrom: null })
  expect(filter.ids).toHaveLength(4)
  expect(await read(filter)).toMatchObject({
    Completed: { jobs: 1, more: false },
    Failed: { jobs: 3, more: false },
  })
})
