import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readChanges } from '@/lib/db/changes'
import { type TestFleet, testNode, testPerson } from '@/lib/db/test-fleet'
import { testVote } from '@/lib/db/test-votes'
import { type Change, listenForChanges } from './changes'
import { testServer } from './test-server'

let fleet: TestFleet
let older: Client
beforeAll(async () => {
  fleet = await testServer()
  older = new Client({ connectionString: fleet.url })
  await older.connect()
  await testPerson(fleet.db, 'owner', 'approver')
  for (const n of [1, 2, 3]) await testNode(fleet.db, `did:a:${n}`, 'owner')
})
afterAll(async () => {
  await older.end()
  await fleet.close()
})

const report = (did: string) =>
  `INSERT INTO health_reports (target_node_did, timestamp, status, raw_report) VALUES ('${did}', now(), 'Healthy', '{}')`
const job = (did: string) =>
  `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status)
   VALUES ('${did}', 'did:p', 'task', 'PendingApproval') RETURNING job_id`
const read = async (since: string | null) => {
  const changes = await readChanges(fleet.db.manager, since)
  return { nodes: changes.nodes.map(({ id }) => id).sort(), jobs: changes.jobs, since: changes.since }
}

it('begins with nothing but the present', async () => {
  await fleet.db.query(report('did:a:1'))
  expect(await read(null)).toMatchObject({ nodes: [], jobs: [] })
})

it('tells what plain SQL changed since, nodes and jobs', async () => {
  const { since } = await read(null)
  await fleet.db.query(report('did:a:1'))
  const [{ job_id }] = await fleet.db.query(job('did:a:2'))
  const found = await read(since)
  expect(found.nodes).toEqual(['did:a:1'])
  expect(found.jobs).toMatchObject([{ id: job_id, node: 'did:a:2' }])
  expect(await read(found.since)).toMatchObject({ nodes: [], jobs: [] })
  await testVote(fleet.db, job_id, 'owner')
  const voted = await read(found.since)
  expect(voted.jobs).toMatchObject([{ id: job_id }])
  await fleet.db.query(`UPDATE maintenance_jobs SET status = 'Approved' WHERE job_id = $1`, [job_id])
  expect((await read(voted.since)).jobs).toMatchObject([{ id: job_id }])
})

it('does not miss an older transaction that commits late', async () => {
  const { since } = await read(null)
  await older.query('BEGIN')
  await older.query(report('did:a:3'))
  await fleet.db.query(report('did:a:1'))
  const before = await read(since)
  expect(before.nodes).toEqual(['did:a:1'])
  await fleet.db.query(report('did:a:2'))
  const meanwhile = await read(before.since)
  expect(meanwhile.nodes).not.toContain('did:a:3')
  await older.query('COMMIT')
  expect((await read(meanwhile.since)).nodes).toContain('did:a:3')
})

it('tells listeners each change once, also one that commits late, until they stop', async () => {
  const heard: Change[] = []
  let stop = () => {}
  const ready = new Promise<void>((resolve) => {
    stop = listenForChanges({ ready: resolve, change: (change) => heard.push(change) })
  })
  const nodesHeard = () => heard.flatMap((change) => change.nodes)
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  // From `ready` on nothing is missed, however soon it comes.
  await ready
  await older.query('BEGIN')
  await older.query(report('did:a:3'))
  await fleet.db.query(report('did:a:1'))
  await expect.poll(nodesHeard, { timeout: 5_000 }).toContain('did:a:1')
  await pause(1_200)
  await older.query('COMMIT')
  await expect.poll(nodesHeard, { timeout: 5_000 }).toContain('did:a:3')
  await pause(1_200)
  expect(nodesHeard()).toEqual(['did:a:1', 'did:a:3'])
  stop()
  await fleet.db.query(report('did:a:2'))
  await pause(1_200)
  expect(nodesHeard()).toHaveLength(2)
})
