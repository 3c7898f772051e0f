import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { requestedJob } from '@/test/jobs'
import { testServer } from '@/test/query-server'
import { find } from './find'

let fleet: TestFleet
let rita: PersonViewer
let otto: PersonViewer
let job: string

beforeAll(async () => {
  fleet = await testServer()
  rita = await testPerson(fleet.db, 'rita', 'operator')
  otto = await testPerson(fleet.db, 'otto', 'approver')
  for (let n = 1; n <= 7; n += 1) await testNode(fleet.db, `did:n:${n}`, 'otto')
  await fleet.db.query(`UPDATE nodes SET name = 'lagos-' || right(node_did, 1)`)
  await fleet.db.query(
    `INSERT INTO health_reports (target_node_did, timestamp, status, diagnosis, raw_report)
     VALUES ('did:n:7', now(), 'Error', '{"code": "HIGH_CPU_LOAD"}', '{}')`,
  )
  job = await requestedJob(fleet.db, rita, 'did:n:3', { reason: 'The indexer hangs' })
})
afterAll(() => fleet.close())

it('finds a few nodes, the worst first, and says that there are more', async () => {
  const { nodes, moreNodes } = await find(rita, 'LAGOS')
  expect(nodes[0]).toEqual({ did: 'did:n:7', name: 'lagos-7', state: 'Error', diagnosis: 'HIGH_CPU_LOAD' })
  expect(nodes).toHaveLength(5)
  expect(moreNodes).toBe(true)
  expect(await find(rita, 'lagos-2')).toMatchObject({ nodes: [{ did: 'did:n:2' }], moreNodes: false })
})

it('finds jobs by task, reason, node and id', async () => {
  const found = {
    ...{ jobId: job, task: 'restart_service', node: 'lagos-3', status: 'PendingApproval' },
    waitsForViewer: false,
  }
  for (const q of ['restart', 'indexer', 'lagos-3', job, job.toUpperCase()])
    expect((await find(rita, q)).jobs, q).toEqual([found])
  expect((await find(rita, '00000000-0000-4000-8000-000000000000')).jobs).toEqual([])
})

it('without a text, lists what waits for the viewer', async () => {
  expect((await find(otto, '')).jobs).toMatchObject([{ jobId: job, waitsForViewer: true }])
  expect((await find(rita, '')).jobs).toEqual([])
})

it('takes wildcards and quotes as text', async () => {
  for (const q of ['%', 'lagos_', "'", '\\', 'constructor'])
    expect(await find(rita, q), q).toMatchObject({ nodes: [], jobs: [] })
})
