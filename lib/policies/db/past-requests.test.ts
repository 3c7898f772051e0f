import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PastRequest } from '@/lib/policies/domain/past-request'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { pastJobs } from '@/test/past-jobs'
import { pastRequests } from './past-requests'

let fleet: TestFleet
const [own, other] = ['did:test:past:own', 'did:test:past:other']
const at = (day: number, hour = 0): Date => new Date(Date.UTC(2026, 8, day, hour))

beforeAll(async () => {
  fleet = await testFleet(2)
  const owner = await testPerson(fleet.db, 'owner', 'approver')
  const another = await testPerson(fleet.db, 'another', 'approver')
  await testNode(fleet.db, own, owner.id)
  await testNode(fleet.db, other, another.id)
  await fleet.db.query(`UPDATE nodes SET name = 'Own' WHERE node_did = $1`, [own])
  await pastJobs(fleet.db, [
    { node: own, createdAt: at(3), params: { n: 3 }, status: 'Failed', message: 'exit 1', verdict: 'worse' },
    { node: own, createdAt: at(2), decidedAt: at(2, 5), params: { n: 2 }, risk: 'low', requester: 'did:r' },
    { node: own, createdAt: at(1), changedAt: at(4), params: { n: 1 }, offerDigest: null },
    { node: own, createdAt: at(1) },
    { node: own, createdAt: at(2), task: 'archive_data' },
    { node: other, createdAt: at(2) },
  ])
})
afterAll(() => fleet.close())

const read = (person: string, since: Date) =>
  fleet.db.transaction(async (tx) => {
    const found: PastRequest[] = []
    for await (const part of pastRequests(tx, person, 'restart_service', since)) found.push(...part)
    return found
  })

it('reads what was requested of a task on a person’s own nodes, oldest first, a changed request when it was changed', async () => {
  const found = await read('owner', at(1, 0))
  expect(found.map(({ node, requestedAt }) => [node, requestedAt])).toEqual(
    [at(1), at(2), at(3), at(4)].map((time) => [{ did: own, name: 'Own' }, time.getTime()]),
  )
  expect(found.map(({ decidedAt }) => decidedAt)).toEqual([null, at(2, 5).getTime(), null, null])
  expect(found[1]?.document).toEqual({
    ...{ task: 'restart_service', params: { n: 2 }, requester: 'did:r', window: null },
    offer: { ...{ digest: 'a'.repeat(64), risk: 'low' }, ...{ command: null, params_schema: null } },
  })
  expect(found[2]?.end).toEqual({ status: 'Failed', verdict: 'worse', message: 'exit 1' })
  expect(found[3]?.document?.offer).toBeNull()
})

it('reads nothing of before, and nothing on nodes of others', async () => {
  expect(await read('owner', at(3))).toHaveLength(1)
  const others = await read('another', at(1))
  expect(others.map(({ node }) => node.did)).toEqual([other])
})
