import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobBoard } from '@/lib/board/queries/job-board'
import { shell } from '@/lib/board/queries/shell'
import { isLockTimeout } from '@/lib/db/connection/failures'
import { database } from '@/lib/db/connection/server-database'
import { databaseDown } from '@/lib/kernel/database-down'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { decideNow, requestedJob } from '@/test/jobs'
import { testServer } from '@/test/query-server'

let fleet: TestFleet
let other: Client
beforeAll(async () => {
  fleet = await testServer()
  other = new Client({ connectionString: fleet.url })
  await other.connect()
})
afterAll(async () => {
  await other.end()
  await fleet.close()
})

const thrownBy = (work: Promise<unknown>): Promise<unknown> => work.then(() => null).catch((error) => error)

it('a lock on the table of jobs fails what reads jobs, in words, and not the frame of other pages', async () => {
  const viewer = await testPerson(fleet.db, 'viewer', 'approver')
  await other.query('BEGIN')
  await other.query('LOCK TABLE maintenance_jobs')
  const [frame, board] = await Promise.all([shell(viewer), thrownBy(jobBoard(viewer, {}))])
  await other.query('COMMIT')
  expect(frame).toMatchObject({ waitingForViewer: 0, ownedNodes: 0 })
  expect(databaseDown(board)).toMatchObject({
    ...{ kind: 'unavailable', retryAfter: 3 },
    detail: 'Another program has locked what this needs in the database; try again in a few seconds.',
  })
})

it('a lock on one job fails a decision on it, and not the board', async () => {
  const requester = await testPerson(fleet.db, 'requester', 'operator')
  const owner = await testPerson(fleet.db, 'owner', 'approver')
  await testNode(fleet.db, 'did:a:1', 'owner')
  const jobId = await requestedJob(fleet.db, requester, 'did:a:1')
  const db = await database()
  await other.query('BEGIN')
  await other.query('SELECT FROM maintenance_jobs WHERE job_id = $1 FOR UPDATE', [jobId])
  const [decision, board] = await Promise.all([thrownBy(decideNow(db, owner, jobId)), jobBoard(owner, {})])
  await other.query('COMMIT')
  expect(isLockTimeout(decision)).toBe(true)
  expect(board.rows).toHaveLength(1)
})
