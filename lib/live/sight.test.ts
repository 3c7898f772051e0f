import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { addLaterOwner, removeOwnerOf, setRestricted } from '@/test/owner-changes'
import { Sight } from './sight'

let fleet: TestFleet
let people: PersonViewer[]
let sight: Sight
beforeAll(async () => {
  fleet = await testFleet(2)
  people = []
  for (const [id, role] of [
    ['ola', 'operator'],
    ['ana', 'approver'],
    ['ann', 'approver'],
    ['ada', 'admin'],
  ] as const)
    people.push(await testPerson(fleet.db, id, role))
  await testPerson(fleet.db, 'ade', 'admin')
  await testNode(fleet.db, 'did:a:1', 'ana')
  await testNode(fleet.db, 'did:a:2', 'ana')
  sight = new Sight()
})
afterAll(() => fleet.close())

const changed = async (jobs: { node: string }[] = []): Promise<string[]> => [
  ...(await sight.changed(fleet.db.manager, people, jobs)),
]
const run = (sql: string): Promise<unknown> => fleet.db.query(sql)

it('tells those alone who may see other nodes than before', async () => {
  expect(await changed()).toEqual([])
  await setRestricted(fleet.db, 'did:a:1', true)
  expect(await changed()).toEqual(['ola', 'ann'])
  expect(await changed()).toEqual([])
  await addLaterOwner(fleet.db, 'did:a:1', 'ann')
  expect(await changed()).toEqual(['ann'])
  await removeOwnerOf(fleet.db, 'did:a:1', 'ann')
  expect(await changed()).toEqual(['ann'])
  await run(`UPDATE people SET role = 'approver' WHERE id = 'ada'`)
  expect(await changed()).toEqual(['ada'])
  // Rights that change nothing about what is seen.
  await addLaterOwner(fleet.db, 'did:a:2', 'ann')
  expect(await changed()).toEqual([])
})

it('notices a delegation that runs out, which changes no row', async () => {
  await run(
    `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_until)
     VALUES ('did:a:1', 'ana', 'ann', clock_timestamp() + interval '1 second')`,
  )
  expect(await changed()).toEqual(['ann'])
  await expect.poll(() => changed(), { timeout: 20_000 }).toEqual(['ann'])
})

it('notices that a group is no longer asked, when the job of a node ends', async () => {
  const group = '6b0f5e0e-3c1f-4d55-9a53-1f0e8e0a7b01'
  await run(`INSERT INTO approver_groups (group_id, name) VALUES ('${group}', 'watch')`)
  await run(`INSERT INTO group_members VALUES ('${group}', 'ola')`)
  await run(`INSERT INTO approval_rules (rule_id, name) VALUES ('${group}', 'all')`)
  await run(`INSERT INTO rule_seats VALUES ('${group}', '${group}', 1)`)
  expect(await changed()).toEqual([])
  await run(
    `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, status)
     VALUES ('did:a:1', 'did:x', 'look', 'PendingApproval')`,
  )
  expect(await changed([{ node: 'did:a:1' }])).toEqual(['ola'])
  await run(`UPDATE maintenance_jobs SET status = 'Cancelled'`)
  expect(await changed([{ node: 'did:a:2' }])).toEqual([])
  expect(await changed([{ node: 'did:a:1' }])).toEqual(['ola'])
})

it('a person who joins is compared with what they saw then', async () => {
  const all = people
  people = all.slice(0, 1)
  expect(await changed()).toEqual([])
  await setRestricted(fleet.db, 'did:a:1', false)
  people = all
  expect(await changed()).toEqual(['ola'])
  expect(await changed()).toEqual([])
})
