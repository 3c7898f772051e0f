import { afterAll, beforeAll, expect, it } from 'vitest'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testNode, testPerson } from '@/test/fleet'
import { type PastJob, pastJobs } from '@/test/past-jobs'
import { policyOf } from '@/test/plain-policy'
import { testServer } from '@/test/query-server'
import { replayPolicies } from './replay'

let fleet: TestFleet
let owner: PersonViewer
let admin: PersonViewer
const [own, other] = ['did:test:replay:own', 'did:test:replay:other']
const now = Date.UTC(2026, 10, 30, 12)
const daysAgo = (days: number): Date => new Date(now - days * 86_400_000)

beforeAll(async () => {
  fleet = await testServer()
  owner = await testPerson(fleet.db, 'owner', 'approver')
  const another = await testPerson(fleet.db, 'another', 'approver')
  admin = await testPerson(fleet.db, 'admin', 'admin')
  await testNode(fleet.db, own, owner.id)
  await testNode(fleet.db, other, another.id)
  const jobs: PastJob[] = Array.from({ length: 1_500 }, (_, index) => ({
    ...{ node: own, createdAt: daysAgo(index / 20), status: index % 10 === 0 ? 'Failed' : 'Completed' },
    params: { n: index % 2 },
  }))
  await pastJobs(fleet.db, [
    ...jobs,
    { node: other, createdAt: daysAgo(1) },
    { node: own, createdAt: daysAgo(92) },
  ])
})
afterAll(() => fleet.close())

it('replays several policies over what was requested on the nodes that the viewer owns', async () => {
  const nodes = [other, own]
  const all = policyOf({ nodes, params: { n: { min: 0, max: 9, optional: true } } })
  const some = policyOf({ nodes, params: { n: { one_of: [0], optional: false } } })
  const { replays, cut } = await replayPolicies(owner, 'restart_service', [all, some], now)
  expect(cut).toBe(false)
  expect(replays.map(({ total, approved, byOutcome }) => [total, approved, byOutcome.failed])).toEqual([
    [1_500, 1_500, 150],
    [1_500, 750, 150],
  ])
  expect(replays[1]?.held).toEqual([{ by: 'params.n', count: 750 }])
  // Whoever sees every node, and owns none, has nothing to approve beforehand.
  const [ofAdmin] = (await replayPolicies(admin, 'restart_service', [all], now)).replays
  expect(ofAdmin?.total).toBe(0)
})
