import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mayMove, parseHistory } from '@/lib/jobs/domain/status'
import type { PersonViewer } from '@/lib/kernel/role'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { approvedJob, requestedJob, shownHash, storedJob } from '@/test/jobs'
import { done, failureOf } from '@/test/result'
import { approveWithoutOwner } from './approve-without-owner'
import { cancelJob } from './cancel-job'
import { decideJob } from './decide-job'

let fleet: TestFleet
let operator: PersonViewer
let owner: PersonViewer
let stranger: PersonViewer
let admin: PersonViewer
const node = 'did:test:node:1'
const orphan = 'did:test:node:orphan'

beforeAll(async () => {
  fleet = await testFleet(20)
  operator = await testPerson(fleet.db, 'operator', 'operator')
  owner = await testPerson(fleet.db, 'owner', 'approver')
  stranger = await testPerson(fleet.db, 'stranger', 'approver')
  admin = await testPerson(fleet.db, 'admin', 'admin')
  await testNode(fleet.db, node, owner.id)
  await testNode(fleet.db, orphan)
})
afterAll(() => fleet.close())

const decide = async (viewer: PersonViewer, jobId: string, decision: 'Approved' | 'Rejected', more = {}) =>
  decideJob({ db: fleet.db, viewer }, decision, jobId, {
    approval_hash: await shownHash(fleet.db, jobId),
    ...(decision === 'Rejected' ? { reason: 'Not now' } : {}),
    ...more,
  })
const statusOf = async (jobId: string) => (await storedJob(fleet.db, jobId)).status

describe('a decision', () => {
  it.each(['Approved', 'Rejected'] as const)('by the owner counts: %s', async (decision) => {
    const jobId = await requestedJob(fleet.db, operator, node)
    expect(done(await decide(owner, jobId, decision))).toEqual({ status: decision, lacks: null })
    const job = await storedJob(fleet.db, jobId)
    expect(job.status).toBe(decision)
    expect(parseHistory(job.status_history)).toMatchObject([
      { status: 'PendingApproval', actor_did: operator.did },
      { status: decision, actor_did: owner.did, message: decision === 'Rejected' ? 'Not now' : 'Approved' },
    ])
  })

  it.each<[string, () => PersonViewer, () => PersonViewer, string]>([
    ['an operator', () => operator, () => operator, node],
    ['an operator other than the requester', () => operator, () => owner, node],
    ['an approver who does not own the node', () => stranger, () => operator, node],
    ['an admin who does not own the node', () => admin, () => operator, node],
    ['the owner, on their own request', () => owner, () => owner, node],
  ])('of %s is refused', async (_, decider, requester, target) => {
    const jobId = await requestedJob(fleet.db, requester(), target)
    for (const decision of ['Approved', 'Rejected'] as const)
      expect(failureOf(await decide(decider(), jobId, decision))).toBe('forbidden')
    expect(await statusOf(jobId)).toBe('PendingApproval')
  })

  it.each<[string, () => PersonViewer, () => PersonViewer, string]>([
    ['somebody else, on the request of the only owner', () => admin, () => owner, node],
    ['an approver, on a node without an owner', () => owner, () => operator, orphan],
    ['an admin, on a node without an owner', () => admin, () => operator, orphan],
  ])('of %s is a conflict: nobody can approve it', async (_, decider, requester, target) => {
    const jobId = await requestedJob(fleet.db, requester(), target)
    const answer = await decide(decider(), jobId, 'Approved')
    expect(failureOf(answer)).toBe('conflict PendingApproval')
    expect(!answer.ok && answer.error.detail).toMatch(/^Nobody can approve it: /)
    expect(failureOf(await decide(decider(), jobId, 'Rejected'))).toBe('forbidden')
    expect(await statusOf(jobId)).toBe('PendingApproval')
  })

  it('by an owner who was demoted to operator is refused', async () => {
    const jobId = await requestedJob(fleet.db, operator, node)
    expect(failureOf(await decide({ ...owner, role: 'operator' }, jobId, 'Approved'))).toBe('forbidden')
  })

  it('by an agent is refused', async () => {
    const jobId = await requestedJob(fleet.db, operator, node)
    const answer = await decideJob({ db: fleet.db, viewer: testAgent(node) }, 'Approved', jobId, {
      approval_hash: await shownHash(fleet.db, jobId),
    })
    expect(failureOf(answer)).toBe('forbidden')
  })

  it('on a job that differs from the one shown is a conflict', async () => {
    const jobId = await requestedJob(fleet.db, operator, node)
    expect(failureOf(await decide(owner, jobId, 'Approved', { approval_hash: 'a'.repeat(64) }))).toBe(
      'conflict PendingApproval',
    )
    expect(await statusOf(jobId)).toBe('PendingApproval')
  })

  it.each<[string, Record<string, unknown>, string]>([
    ['no hash', { approval_hash: undefined }, 'invalid approval_hash'],
    ['an invalid hash', { approval_hash: 'A'.repeat(64) }, 'invalid approval_hash'],
    ['no reason for a rejection', { reason: ' ' }, 'invalid reason'],
    ['an unknown field', { status: 'Approved' }, 'invalid'],
    ['NUL in the reason', { reason: 'a\u0000' }, 'invalid reason'],
  ])('with %s is refused', async (_, more, failure) => {
    const jobId = await requestedJob(fleet.db, operator, node)
    expect(failureOf(await decide(owner, jobId, 'Rejected', more))).toBe(failure)
    expect(await statusOf(jobId)).toBe('PendingApproval')
  })

  it.each(['', 'x', 'f'.repeat(50_000), '3f0e7a4e-0f8e-4d55-9a53-000000000000'])(
    'on a job that does not exist is not found',
    async (id) => {
      const answer = await decideJob({ db: fleet.db, viewer: owner }, 'Approved', id, {
        approval_hash: 'a'.repeat(64),
      })
      expect(failureOf(answer)).toBe('not_found')
    },
  )

  it('happens once: the first decision stays', async () => {
    const jobId = await requestedJob(fleet.db, operator, node)
    done(await decide(owner, jobId, 'Rejected'))
    expect(failureOf(await decide(owner, jobId, 'Approved'))).toBe('conflict Rejected')
    expect(failureOf(await decide(owner, jobId, 'Rejected'))).toBe('conflict Rejected')
  })

  it('works on a job requested by plain SQL, whatever its UUID and JSON', async () => {
    const jobId = '11111111-1111-1111-1111-111111111111'
    await fleet.db.query(
      `INSERT INTO maintenance_jobs (job_id, target_node_did, requester_did, task_name, params, status, status_history)
       VALUES ($1, $2, 'somebody', 'any task', '[[1], 1234567890123456]', 'PendingApproval', '"odd"')`,
      [jobId, node],
    )
    done(await decide(owner, jobId, 'Approved'))
    expect((await storedJob(fleet.db, jobId)).status_history).toMatchObject(['odd', { status: 'Approved' }])
  })

  it('cannot approve a job from plain SQL whose task the node does not announce', async () => {
    const did = 'did:test:node:announcing'
    await testNode(fleet.db, did, owner.id)
    const n = { type: 'integer', minimum: 1, maximum: 2 }
    const offer = {
      name: 'n',
      params: { type: 'object', properties: { n }, required: ['n'], additionalProperties: false },
    }
    await fleet.db.query(`UPDATE nodes SET tasks = $2::jsonb WHERE node_did = $1`, [
      did,
      JSON.stringify([offer]),
    ])
    const requestBySql = async (task: string, params: unknown): Promise<string> =>
      (
        await fleet.db.query(
          `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status)
           VALUES ($1, 'somebody', $2, $3::jsonb, 'PendingApproval') RETURNING job_id`,
          [did, task, JSON.stringify(params)],
        )
      )[0].job_id
    for (const [task, params] of [
      ['n', { n: 99, cmd: 'rm' }],
      ['n', [1]],
      ['n', null],
      ['other', {}],
    ] as const) {
      const jobId = await requestBySql(task, params)
      const hash = { approval_hash: await shownHash(fleet.db, jobId) }
      expect(failureOf(await decide(owner, jobId, 'Approved'))).toBe('conflict PendingApproval')
      const reason = 'The disk is full and the owner is away'
      expect(
        failureOf(await approveWithoutOwner({ db: fleet.db, viewer: admin }, jobId, { ...hash, reason })),
      ).toBe('conflict PendingApproval')
      expect(await statusOf(jobId)).toBe('PendingApproval')
      done(await decide(owner, jobId, 'Rejected'))
    }
    done(await decide(owner, await requestBySql('n', { n: 2 }), 'Approved'))
  })

  it.each(['[1e400]', `${'['.repeat(5_000)}${']'.repeat(5_000)}`])(
    'cannot approve a job that cannot be reviewed, but can reject it',
    async (params) => {
      const [{ job_id }] = await fleet.db.query(
        `INSERT INTO maintenance_jobs (target_node_did, requester_did, task_name, params, status)
         VALUES ($1, 'somebody', 'any task', $2::jsonb, 'PendingApproval') RETURNING job_id`,
        [node, params],
      )
      expect(failureOf(await decide(owner, job_id, 'Approved'))).toBe('conflict PendingApproval')
      expect(await storedJob(fleet.db, job_id)).toMatchObject({ status: 'PendingApproval' })
      done(await decide(owner, job_id, 'Rejected'))
    },
  )
})

describe('a cancellation', () => {
  it.each<[string, () => PersonViewer, boolean, boolean]>([
    ['the requester', () => operator, true, true],
    ['an admin', () => admin, true, true],
    ['the owner', () => owner, false, true],
    ['a stranger', () => stranger, false, false],
  ])('of %s', async (_, viewer, pending, approved) => {
    const waiting = await requestedJob(fleet.db, operator, node)
    const decided = await approvedJob(fleet.db, operator, owner, node)
    const answers = await Promise.all(
      [waiting, decided].map((jobId) =>
        cancelJob({ db: fleet.db, viewer: viewer() }, jobId, { reason: 'Solved' }),
      ),
    )
    expect(answers.map(failureOf)).toEqual([pending, approved].map((may) => (may ? 'ok' : 'forbidden')))
    expect(await statusOf(waiting)).toBe(pending ? 'Cancelled' : 'PendingApproval')
    expect(await statusOf(decided)).toBe(approved ? 'Cancelled' : 'Approved')
  })

  it('happens only before the claim, and only by people', async () => {
    const jobId = await requestedJob(fleet.db, operator, node)
    done(await decide(owner, jobId, 'Rejected'))
    expect(failureOf(await cancelJob({ db: fleet.db, viewer: operator }, jobId, undefined))).toBe(
      'conflict Rejected',
    )
    expect(failureOf(await cancelJob({ db: fleet.db, viewer: testAgent(node) }, jobId, {}))).toBe('forbidden')
    expect(failureOf(await cancelJob({ db: fleet.db, viewer: operator }, 'x', {}))).toBe('not_found')
  })
})

it('approve, reject and cancel at the same time: one wins, and the history is legal', async () => {
  const firsts = new Set<string>()
  for (let round = 0; round < 6; round += 1) {
    const jobId = await requestedJob(fleet.db, operator, node)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        n % 3 === 0
          ? decide(owner, jobId, 'Approved')
          : n % 3 === 1
            ? decide(owner, jobId, 'Rejected')
            : cancelJob({ db: fleet.db, viewer: operator }, jobId, {}),
      ),
    )
    const won = answers.flatMap((answer) => (answer.ok ? [answer.value.status] : []))
    const job = await storedJob(fleet.db, jobId)
    const path = parseHistory(job.status_history).map((entry) => entry.status)
    // An approved job can still be cancelled; nothing else follows a decision.
    expect(['Approved', 'Rejected', 'Cancelled', 'Approved Cancelled']).toContain(won.sort().join(' '))
    expect(path).toHaveLength(1 + won.length)
    expect(path.slice(1).every((to, index) => mayMove(path[index] ?? '', to))).toBe(true)
    expect(path.at(-1)).toBe(job.status)
    for (const answer of answers) if (!answer.ok) expect(answer.error.kind).toBe('conflict')
    firsts.add(path[1] ?? '')
  }
  expect(firsts.size).toBeGreaterThan(0)
})
