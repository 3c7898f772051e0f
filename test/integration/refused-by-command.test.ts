import { afterAll, beforeAll, expect, it } from 'vitest'
import { apiJobDetail } from '@/lib/board/queries/api-job'
import { jobDetail } from '@/lib/board/queries/job'
import { announceTasks } from '@/lib/jobs/services/announce-tasks'
import { approveWithoutOwner } from '@/lib/jobs/services/approve-without-owner'
import { decideJob } from '@/lib/jobs/services/decide-job'
import { requestJob } from '@/lib/jobs/services/request-job'
import { reviseJob } from '@/lib/jobs/services/revise-job'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { decideNow, requestedJob, shownHash } from '@/test/jobs'
import { done, failureOf } from '@/test/result'
import { serveDatabase } from '@/test/server-database'

// A node refuses to run /bin/echo -4 where -4 is a parameter. The server knows the command, so nobody approves that first.

let fleet: TestFleet
let operator: PersonViewer
let owner: PersonViewer
let admin: PersonViewer
let stop: () => Promise<void>
const node = 'did:test:node:command'
const asked = { task_name: 'say', params: { n: 4 } }
const why = 'params.n begins with "-" and /bin/echo would read it as an option'

beforeAll(async () => {
  fleet = await testFleet()
  stop = serveDatabase(fleet.url)
  operator = await testPerson(fleet.db, 'operator', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
  admin = await testPerson(fleet.db, 'admin', 'admin')
  await testNode(fleet.db, node, owner.id)
  const say = {
    name: 'say',
    command: ['/bin/echo', '{n}'],
    params: { properties: { n: { type: 'integer' } }, required: ['n'] },
  }
  done(await announceTasks({ db: fleet.db, viewer: testAgent(node) }, node, { tasks: [say] }))
})
afterAll(async () => {
  await stop()
  await fleet.close()
})

it('is refused at the request and at a change of it, by the name of the parameter', async () => {
  const context = { db: fleet.db, viewer: operator }
  const request = { target_node_did: node, reason: 'It hangs', ...asked }
  expect(failureOf(await requestJob(context, { ...request, params: { n: -4 } }))).toBe('invalid params.n')
  const jobId = done(await requestJob(context, request)).jobId
  expect(failureOf(await reviseJob(context, jobId, { params: { n: -4 } }))).toBe('invalid params.n')
})

it('of a request by plain SQL is said before, and refused at an approval, with or without the owner', async () => {
  const [row] = await fleet.db.query<{ job_id: string }[]>(
    `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status)
     VALUES ($1, $2, 'say', '{"n": -4}', 'PendingApproval') RETURNING job_id`,
    [node, operator.did],
  )
  const jobId = row?.job_id ?? ''
  expect(await apiJobDetail(owner, jobId)).toMatchObject({ cannot_be_approved: expect.stringContaining(why) })
  expect((await jobDetail(owner, jobId))?.unfit).toContain(why)
  const approval = { approval_hash: await shownHash(fleet.db, jobId) }
  const refused = await decideJob({ db: fleet.db, viewer: owner }, 'Approved', jobId, approval)
  expect(failureOf(refused)).toBe('conflict PendingApproval')
  expect(refused).toMatchObject({ error: { detail: expect.stringContaining(why) } })
  const reason = 'The disk is full and nobody is there'
  const emergency = approveWithoutOwner({ db: fleet.db, viewer: admin }, jobId, { ...approval, reason })
  expect(failureOf(await emergency)).toBe('conflict PendingApproval')
  expect(done(await decideNow(fleet.db, owner, jobId, 'Rejected'))).toMatchObject({ status: 'Rejected' })
})

it('lets through what the node would run', async () => {
  const jobId = await requestedJob(fleet.db, operator, node, asked)
  expect(await apiJobDetail(owner, jobId)).toMatchObject({ cannot_be_approved: null })
  expect(done(await decideNow(fleet.db, owner, jobId))).toMatchObject({ status: 'Approved' })
})
