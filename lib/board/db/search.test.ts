import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { setRestricted } from '@/test/owner-changes'
import { countJobs } from './counts'
import { readJobs } from './list'
import type { JobFilter } from './narrowing'
import { hasTextIndex, searched } from './search'

let fleet: TestFleet
const open = 'did:test:node:open'
const secret = 'did:test:node:secret'
const everything: JobFilter = { hiddenFrom: null }

const insert = (id: string, node: string, more: { task?: string; params?: object; history?: object[] }) =>
  fleet.db.query(
    `INSERT INTO maintenance_jobs (job_id, target_node_did, requester_did, task_name, params, status, status_history)
     VALUES ($1, $2, 'did:r:1', $3, $4, 'PendingApproval', $5)`,
    [
      ...[id, node, more.task ?? 'usual', JSON.stringify(more.params ?? {})],
      JSON.stringify(more.history ?? [{ status: 'PendingApproval', message: 'asked' }]),
    ],
  )
const idOf = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-${digit.repeat(12)}`
const [task, params, message, reason, named, hidden] = ['1', '2', '3', '4', '5', '6'].map(idOf)
const ids = { task, params, message, reason, named, hidden }

beforeAll(async () => {
  fleet = await testFleet(4)
  const owner = await testPerson(fleet.db, 'owner', 'approver')
  await testPerson(fleet.db, 'stranger', 'approver')
  for (const did of [open, 'did:test:node:vm']) await testNode(fleet.db, did)
  await testNode(fleet.db, secret, owner.id)
  await fleet.db.query(`UPDATE nodes SET name = 'griot-Cairo-1' WHERE node_did = 'did:test:node:vm'`)
  await insert(idOf('1'), open, { task: 'rotate_certificates' })
  await insert(idOf('2'), open, { params: { target: { path: 'C:\\Temp\\"old"', ids: ['deep-0af3'] } } })
  await insert(idOf('3'), open, { history: [{ status: 'PendingApproval', message: 'No space left: Größe' }] })
  await insert(idOf('4'), open, {})
  await insert(idOf('5'), 'did:test:node:vm', {})
  await insert(idOf('6'), secret, { params: { note: 'rotate_certificates too' } })
  await fleet.db.query(`UPDATE job_details SET reason = 'Ticket 4711 مرحبا' WHERE job_id = $1`, [idOf('4')])
  await setRestricted(fleet.db, secret, true)
})
afterAll(() => fleet.close())

async function foundBy(filter: JobFilter): Promise<string[]> {
  const { rows } = await readJobs(fleet.db.manager, null, filter, null, 50)
  return rows.map(({ job_id }) => job_id)
}

const places: [string, (string | undefined)[]][] = [
  ['ROTATE_cert', [ids.hidden, ids.task]],
  ['C:\\Temp\\"old"', [ids.params]],
  ['deep-0af3', [ids.params]],
  ['no space left', [ids.message]],
  ['GRÖSSE', []],
  ['größe', [ids.message]],
  ['GRÖßE', [ids.message]],
  ['ticket 4711', [ids.reason]],
  ['مرحبا', [ids.reason]],
  ['griot-cairo', [ids.named]],
  ['node:VM', [ids.named]],
  [idOf('2'), [ids.params]],
  ['33333333', [ids.message]],
  ['55555555-0000', [ids.named]],
  ['%', []],
  ['to_ate', []],
]

describe('a text', () => {
  it.each(places)(
    '%j is found in task, node, reason, parameters, messages and id, with or without index',
    async (q, wanted) => {
      const filter = await searched(fleet.db.manager, { ...everything, q })
      expect((await foundBy(filter)).toSorted()).toEqual(wanted.toSorted())
      expect((await foundBy({ ...everything, q })).toSorted()).toEqual(wanted.toSorted())
    },
  )

  it('is found by an index, and counted whole', async () => {
    const filter = await searched(fleet.db.manager, { ...everything, q: 'ticket 4711' })
    expect(filter).toMatchObject({ q: undefined, ids: [ids.reason] })
    expect(await countJobs(fleet.db.manager, filter)).toEqual({
      counts: [{ status: 'PendingApproval', count: 1 }],
      atLeast: false,
    })
  })

  it('of two letters is looked for in one job after the other', async () => {
    expect(await searched(fleet.db.manager, { ...everything, q: 'vm' })).toMatchObject({ q: 'vm' })
  })

  it.each([
    ['owner', 2],
    ['stranger', 1],
  ])(
    'is found by the %s in %i jobs: of a restricted node not by whoever may not see it',
    async (person, jobs) => {
      const filter = await searched(fleet.db.manager, { hiddenFrom: person, q: 'rotate' })
      expect(filter.ids).toHaveLength(jobs)
      expect(await foundBy(filter)).toHaveLength(jobs)
      expect(await foundBy(await searched(fleet.db.manager, { hiddenFrom: person, q: secret }))).toHaveLength(
        jobs - 1,
      )
    },
  )

  it('that a program writes with plain SQL is found at once', async () => {
    await fleet.db.query(
      `UPDATE maintenance_jobs SET status_history = status_history || '[{"message": "Walrus 9"}]' WHERE job_id = $1`,
      [idOf('1')],
    )
    expect(await searched(fleet.db.manager, { ...everything, q: 'walrus 9' })).toMatchObject({
      ids: [ids.task],
    })
  })
})

it.each<[Partial<JobFilter>, number]>([
  [{ risk: 'high' }, 0],
  [{ task: 'rotate_certificates' }, 1],
  [{ owner: 'did:test:person:owner' }, 1],
  [{ decider: 'did:test:person:owner' }, 0],
  [{ owner: 'did:test:person:owner', q: 'rotate' }, 1],
  [{ node: open, q: 'rotate' }, 1],
  [{ statuses: ['Failed'], q: 'rotate' }, 0],
  [{ statuses: ['Failed', 'PendingApproval'], q: 'rotate' }, 2],
])('other conditions, as %j, are answered by an index as well: %i jobs', async (narrowed, jobs) => {
  const filter = await searched(fleet.db.manager, { ...everything, ...narrowed })
  expect(filter.ids).toBeDefined()
  expect(await foundBy(filter)).toHaveLength(jobs)
  expect(await foundBy({ ...everything, ...narrowed })).toHaveLength(jobs)
})

it('without the index, a text is looked for in one job after the other', async () => {
  await fleet.db.query(`DROP EXTENSION pg_trgm CASCADE`)
  expect(await hasTextIndex(fleet.db.manager)).toBe(false)
  const filter = await searched(fleet.db.manager, { ...everything, q: 'ticket 4711' })
  expect(filter).toMatchObject({ q: 'ticket 4711' })
  expect(await foundBy(filter)).toEqual([ids.reason])
})
