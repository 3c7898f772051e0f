import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { doubleAgents, noteInstance } from '@/lib/fleet/db/agent-instances'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { approvedJob } from '@/test/jobs'
import { done, failureOf } from '@/test/result'
import { claimAsInstance } from './claim-as-instance'
import { reportProgress } from './report-progress'

let fleet: TestFleet
let operator: PersonViewer
let owner: PersonViewer
let count = 0
let node = ''

beforeAll(async () => {
  fleet = await testFleet(4)
  operator = await testPerson(fleet.db, 'operator', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
})
afterAll(() => fleet.close())
// What was noted lately is remembered, so each test has a node of its own.
beforeEach(async () => {
  count += 1
  node = `did:test:node:${count}`
  await testNode(fleet.db, node, owner.id)
})

const first = { id: 'first', host: 'griot-1' }
const second = { id: 'second', host: 'griot-copy' }
const claim = async (instance?: typeof first) =>
  done(await claimAsInstance({ db: fleet.db, viewer: testAgent(node) }, instance ? { instance } : {}))
const note = (instance: typeof first) => noteInstance(fleet.db.manager, node, instance)
const double = () => doubleAgents(fleet.db.manager, node)
/** As if the last notes of all were that much longer ago. */
const pass = (seconds: number) =>
  fleet.db.query(
    `UPDATE agent_instances SET seen_at = seen_at - $2 * interval '1 second',
       other_since = other_since - $2 * interval '1 second',
       other_seen_at = other_seen_at - $2 * interval '1 second' WHERE node_did = $1`,
    [node, seconds],
  )

it('gives jobs to the first of two machines with one token, and tells both', async () => {
  await approvedJob(fleet.db, operator, owner, node)
  expect(await note(first)).toEqual({ holds: true, other: null })
  expect(await claim(second)).toEqual({ claim: null, otherAgent: null, wanted: null })
  // The first is there still: neither has taken the other's place.
  await pass(30)
  expect(await note(first)).toEqual({ holds: true, other: 'griot-copy' })
  expect(await note(second)).toEqual({ holds: false, other: 'griot-1' })
  expect(await double()).toEqual({ holder: 'griot-1', other: 'griot-copy' })
  expect((await claim(first)).claim?.job.status).toBe('Running')
})

it('tells two agents on one machine apart by their instances', async () => {
  const [one, other] = [
    { id: 'aaaa1111ffff', host: 'griot-1' },
    { id: 'bbbb2222ffff', host: 'griot-1' },
  ]
  await note(one)
  await note(other)
  await pass(30)
  expect(await note(one)).toEqual({ holds: true, other: 'griot-1 (instance bbbb2222)' })
  expect(await note(other)).toEqual({ holds: false, other: 'griot-1 (instance aaaa1111)' })
  expect(await double()).toEqual({
    holder: 'griot-1 (instance aaaa1111)',
    other: 'griot-1 (instance bbbb2222)',
  })
})

it('hands over when the first has fallen silent, without a false alarm', async () => {
  await note(first)
  await pass(40)
  // The machine was restarted: it is another instance, and the one before never comes back.
  expect(await note(second)).toEqual({ holds: false, other: null })
  await pass(60)
  expect(await note(second)).toEqual({ holds: true, other: null })
  expect(await double()).toBeNull()
})

it('does not take an agent that runs a job for silent', async () => {
  const jobId = await approvedJob(fleet.db, operator, owner, node)
  const held = (await claim(first)).claim
  await pass(600)
  const body = { claim_token: held?.claimToken }
  done(await reportProgress({ db: fleet.db, viewer: testAgent(node) }, jobId, body))
  expect(await note(second)).toMatchObject({ holds: false })
})

it('does not tell apart agents that do not name their instance', async () => {
  await approvedJob(fleet.db, operator, owner, node)
  await note(first)
  expect((await claim()).claim).not.toBeNull()
  const bad = await claimAsInstance({ db: fleet.db, viewer: testAgent(node) }, { instance: { id: '' } })
  expect(failureOf(bad)).toContain('invalid instance')
})
