import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { approvedJob, requestedJob, shownHash } from '@/test/jobs'
import { addLaterOwner, removeOwnerOf, setRestricted } from '@/test/owner-changes'
import { done, failureOf } from '@/test/result'
import { testVote } from '@/test/votes'
import { approveWithoutOwner } from './approve-without-owner'
import { cancelJob } from './cancel-job'
import { claimJob } from './claim-job'
import { decideJob } from './decide-job'
import { finishJob } from './finish-job'
import { requestJob } from './request-job'
import { resolveJob } from './resolve-job'
import { retryJob } from './retry-job'
import { reviewEmergency } from './review-emergency'
import { reviseJob } from './revise-job'
import { withdrawJob } from './withdraw-job'

// Failures known from other approval systems, one by one, through services and SQL; races are in job-races.test.ts,
// HTTP in e2e.

const node = 'did:a:1'
const reason = 'The disk is full and it cannot wait'
let fleet: TestFleet
const person = (id: string, role: PersonViewer['role']): PersonViewer => ({
  ...{ kind: 'person', id, did: `did:test:person:${id}`, name: `Person ${id}`, role },
})
const people = {
  operator: person('operator', 'operator'),
  owner: person('owner', 'approver'),
  second: person('second', 'approver'),
  stranger: person('stranger', 'approver'),
  admin: person('admin', 'admin'),
  other: person('other', 'admin'),
}

beforeAll(async () => {
  fleet = await testFleet(4)
  for (const { id, role } of Object.values(people)) await testPerson(fleet.db, id, role)
  await testNode(fleet.db, node, ['owner', 'second', 'admin'])
})
afterAll(() => fleet.close())

const as = (viewer: PersonViewer) => ({ db: fleet.db, viewer })
const claim = () => claimJob({ db: fleet.db, viewer: testAgent(node) })
const sql = (statement: string, values: unknown[] = []) => fleet.db.query(statement, values)
const approve = async (viewer: PersonViewer, jobId: string, more: object = {}) =>
  decideJob(as(viewer), 'Approved', jobId, { approval_hash: await shownHash(fleet.db, jobId), ...more })

describe('only the deciding service writes votes, and the actor comes from the session', () => {
  it.each(['actor_did', 'person_id', 'approved_by', 'status', 'requester_did', 'decided_at'])(
    'a decision with its own %s is refused',
    async (field) => {
      const jobId = await requestedJob(fleet.db, people.operator, node)
      expect(failureOf(await approve(people.stranger, jobId, { [field]: people.owner.id }))).toMatch(
        /^invalid/,
      )
      expect(await sql(`SELECT 1 FROM job_votes WHERE job_id = $1`, [jobId])).toEqual([])
    },
  )

  it.each(['status', 'requester_did', 'approved_by', 'revision'])(
    'a request with its own %s is refused',
    async (field) => {
      const body = { target_node_did: node, task_name: 't', reason, [field]: 'Approved' }
      expect(failureOf(await requestJob(as(people.operator), body))).toMatch(/^invalid/)
    },
  )
})

describe('nobody decides on their own request', () => {
  it.each(['owner', 'admin'] as const)('%s, by any route', async (who) => {
    const own = people[who]
    const jobId = await requestedJob(fleet.db, own, node)
    const approval_hash = await shownHash(fleet.db, jobId)
    const ways = [
      decideJob(as(own), 'Approved', jobId, { approval_hash }),
      decideJob(as(own), 'Rejected', jobId, { approval_hash, reason }),
      approveWithoutOwner(as(own), jobId, { approval_hash, reason }),
      withdrawJob(as(own), jobId, {}),
    ]
    for (const way of ways) expect(failureOf(await way)).toMatch(/^forbidden/)
    await expect(testVote(fleet.db, jobId, own.id)).rejects.toThrow('Nobody decides on their own request')
    await expect(
      sql(`UPDATE maintenance_jobs SET status = 'Approved' WHERE job_id = $1`, [jobId]),
    ).rejects.toThrow('The job has no consent')
  })

  it('by retrying another’s job, or by approving it without the owner and reviewing that', async () => {
    const jobId = await requestedJob(fleet.db, people.operator, node)
    done(await cancelJob(as(people.operator), jobId, {}))
    const again = done(await retryJob(as(people.owner), jobId, { reason })).jobId
    expect(failureOf(await approve(people.owner, again))).toMatch(/^forbidden/)
    done(
      await approveWithoutOwner(as(people.other), again, {
        approval_hash: await shownHash(fleet.db, again),
        reason,
      }),
    )
    for (const who of [people.other, people.owner])
      expect(
        failureOf(await reviewEmergency(as(who), again, { verdict: 'justified', review: reason })),
      ).toMatch(/^forbidden/)
    done(await reviewEmergency(as(people.second), again, { verdict: 'not_justified', review: reason }))
    done(await cancelJob(as(people.owner), again, {}))
  })
})

describe('a change after an approval voids the votes', () => {
  const hour = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString()
  it.each<[string, () => object]>([
    ['parameters', () => ({ params: { n: 2 } })],
    ['window', () => ({ window: { start: hour(-1), end: hour(1), time_zone: 'UTC' } })],
    ['expiry', () => ({ expires_at: hour(5) })],
  ])('%s', async (_, change) => {
    const jobId = await approvedJob(fleet.db, people.operator, people.owner, node)
    const old = await shownHash(fleet.db, jobId)
    done(await reviseJob(as(people.operator), jobId, change()))
    expect(done(await claim())).toBeNull()
    await expect(
      sql(`UPDATE maintenance_jobs SET status = 'Approved' WHERE job_id = $1`, [jobId]),
    ).rejects.toThrow('The job has no consent')
    expect(failureOf(await decideJob(as(people.second), 'Approved', jobId, { approval_hash: old }))).toBe(
      'conflict PendingApproval',
    )
    done(await cancelJob(as(people.operator), jobId, {}))
  })

  it('the node cannot be changed at all', async () => {
    const jobId = await approvedJob(fleet.db, people.operator, people.owner, node)
    await expect(
      sql(`UPDATE maintenance_jobs SET target_node_did = 'did:a:2' WHERE job_id = $1`, [jobId]),
    ).rejects.toThrow('What was requested cannot be changed')
    done(await cancelJob(as(people.operator), jobId, {}))
  })
})

it('what was shown is what runs: the agent gets the approved hash, even for the longest parameters and odd characters', async () => {
  const params = { text: 'x'.repeat(95_000), odd: '\u202etxt.exe \u200b  ', list: [1, { a: null }] }
  const body = { target_node_did: node, task_name: 't', params, reason }
  const longer = { ...body, params: { text: 'x'.repeat(100_000) } }
  expect(failureOf(await requestJob(as(people.operator), longer))).toBe('invalid params')
  const jobId = done(await requestJob(as(people.operator), body)).jobId
  const shown = await shownHash(fleet.db, jobId)
  done(await approve(people.owner, jobId))
  const claimed = done(await claim())
  expect(claimed).toMatchObject({ approvalHash: shown, job: { job_id: jobId, params } })
  done(
    await finishJob({ db: fleet.db, viewer: testAgent(node) }, 'Completed', jobId, {
      claim_token: claimed?.claimToken,
    }),
  )
})

it.each<[string, () => Promise<unknown>, () => Promise<unknown>]>([
  [
    'demoted',
    () => sql(`UPDATE people SET role = 'operator' WHERE id = 'second'`),
    () => sql(`UPDATE people SET role = 'approver' WHERE id = 'second'`),
  ],
  [
    'no longer an owner',
    () => removeOwnerOf(fleet.db, node, 'second'),
    () => addLaterOwner(fleet.db, node, 'second'),
  ],
])(
  'the vote of an approver who is %s starts nothing, and the job needs a new decision',
  async (_, lose, again) => {
    const jobId = await approvedJob(fleet.db, people.operator, people.second, node)
    await lose()
    await expect(
      sql(`UPDATE maintenance_jobs SET status = 'Running' WHERE job_id = $1`, [jobId]),
    ).rejects.toThrow('The job has no consent')
    expect(done(await claim())).toBeNull()
    expect(await sql(`SELECT status FROM maintenance_jobs WHERE job_id = $1`, [jobId])).toEqual([
      { status: 'PendingApproval' },
    ])
    await again()
    expect(done(await claim())).toBeNull()
    done(await cancelJob(as(people.operator), jobId, {}))
  },
)

it('a job on a restricted node does not exist for outsiders, whatever they try', async () => {
  await testNode(fleet.db, 'did:a:secret', 'owner')
  await setRestricted(fleet.db, 'did:a:secret', true)
  const jobId = await requestedJob(fleet.db, people.owner, 'did:a:secret')
  const approval_hash = await shownHash(fleet.db, jobId)
  const stranger = as(people.stranger)
  for (const result of [
    await decideJob(stranger, 'Approved', jobId, { approval_hash }),
    await decideJob(stranger, 'Rejected', jobId, { approval_hash, reason }),
    await cancelJob(stranger, jobId, {}),
    await withdrawJob(stranger, jobId, {}),
    await reviseJob(stranger, jobId, { params: {} }),
    await retryJob(stranger, jobId, { reason }),
    await approveWithoutOwner(stranger, jobId, { approval_hash, reason }),
    await reviewEmergency(stranger, jobId, { verdict: 'justified', review: reason }),
    await resolveJob(stranger, jobId, { outcome: 'Failed', reason }),
    await finishJob({ db: fleet.db, viewer: testAgent(node) }, 'Failed', jobId, {
      claim_token: 'x',
      message: 'm',
    }),
  ])
    expect(failureOf(result)).toBe('not_found')
})
