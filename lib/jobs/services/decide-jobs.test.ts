import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { PersonViewer } from '@/lib/kernel/role'
import { enrolKey } from '@/lib/people/services/enrol-key'
import { reasonDigest } from '@/lib/signing/domain/digest'
import type { Statement } from '@/lib/signing/domain/statement'
import { listDigest, listOf, statementDigest } from '@/lib/signing/domain/statement-digest'
import { origin, passkey, plainKey, rpId, type TestKey } from '@/test/consent-signing'
import { enrolmentOf } from '@/test/enrolment'
import { type TestFleet, testAgent, testFleet, testNode, testPeople } from '@/test/fleet'
import { decideNow, requestedJob, shownHash, statusOf } from '@/test/jobs'
import { done, failureOf } from '@/test/result'
import { claimJob } from './claim-job'
import { decideJobs } from './decide-jobs'
import { reviseJob } from './revise-job'
import { withdrawJobs } from './withdraw-jobs'

let fleet: TestFleet
let operator: PersonViewer
let owner: PersonViewer
let other: PersonViewer
const nodes = ['one', 'two', 'three'].map((name) => `did:test:node:many-${name}`)
const foreign = 'did:test:node:many-foreign'

beforeAll(async () => {
  fleet = await testFleet(10)
})
afterAll(() => fleet.close())
beforeEach(async () => {
  ;({ operator, owner, other } = await testPeople(fleet.db))
  for (const node of nodes) await testNode(fleet.db, node, owner.id)
  await testNode(fleet.db, foreign, other.id)
})

const requested = () => Promise.all(nodes.map((node) => requestedJob(fleet.db, operator, node)))
const seen = (jobIds: readonly string[]) =>
  Promise.all(jobIds.map(async (job_id) => ({ job_id, approval_hash: await shownHash(fleet.db, job_id) })))
const decide = (input: object, viewer = owner) => decideJobs({ db: fleet.db, viewer }, input)
const enrolled = (key: TestKey) =>
  enrolKey({ db: fleet.db, viewer: owner }, enrolmentOf(owner.did, key, {}), false)

/** The body of one approval of all these, signed once with this key. */
async function signed(jobIds: readonly string[], key: TestKey, reason: string | null = null) {
  const jobs = (await seen(jobIds)).map((job) => {
    const statement: Statement = {
      ...{ version: 1, document: job.approval_hash, decision: 'approve' },
      ...{ reason_digest: reason === null ? null : reasonDigest(reason) },
      ...{ decided_at: new Date().toISOString(), person: owner.did, key: key.pinned.key },
    }
    return { ...job, statement }
  })
  const list = listOf(jobs.map(({ statement }) => statement))
  return {
    decision: 'approve',
    ...(reason ? { reason } : {}),
    jobs,
    list,
    signature: key.sign(listDigest(list)),
  }
}

it('decides on each alone: a forbidden, a changed and an already decided one keep no other from counting', async () => {
  const [good, changed, late] = await requested()
  const forbidden = await requestedJob(fleet.db, operator, foreign)
  const all = [good, changed, late, forbidden].flatMap((id) => id ?? [])
  const jobs = await seen(all)
  done(await reviseJob({ db: fleet.db, viewer: operator }, changed ?? '', { params: { n: 2 } }))
  done(await decideNow(fleet.db, owner, late ?? '', 'Rejected'))
  const { results } = done(await decide({ decision: 'approve', jobs }))
  expect(results).toEqual([
    { job_id: good, decided: { status: 'Approved', lacks: null }, failure: null },
    {
      ...{ job_id: changed, decided: null },
      failure: {
        ...{ kind: 'conflict', present: 'PendingApproval' },
        detail: 'The job has changed since you saw it; look at it again.',
      },
    },
    {
      ...{ job_id: late, decided: null },
      failure: { kind: 'conflict', detail: expect.stringContaining('rejected'), present: 'Rejected' },
    },
    { job_id: forbidden, decided: null, failure: expect.objectContaining({ kind: 'forbidden' }) },
  ])
  expect(await Promise.all(all.map((id) => statusOf(fleet.db, id)))).toEqual([
    ...['Approved', 'PendingApproval', 'Rejected', 'PendingApproval'],
  ])
})

it('takes one signature over the list, which each vote keeps and its agent gets', async () => {
  const key = plainKey('ed25519')
  done(await enrolled(key))
  const jobIds = await requested()
  const body = await signed(jobIds, key, 'After the update')
  const { results } = done(await decide(body))
  expect(results.map(({ decided }) => decided?.status)).toEqual(['Approved', 'Approved', 'Approved'])
  const claimed = done(await claimJob({ db: fleet.db, viewer: testAgent(nodes[0] ?? '') }))
  expect(claimed?.votes).toEqual([
    { statement: body.jobs[0]?.statement, list: body.list, signature: body.signature },
  ])
})

it('refuses a statement that the signed list does not hold, the others count', async () => {
  const key = plainKey('p256')
  done(await enrolled(key))
  const [first, second, third] = await requested()
  const body = await signed([first ?? '', second ?? ''], key)
  const stranger = await signed([third ?? ''], key)
  const { results } = done(await decide({ ...body, jobs: [...body.jobs, ...stranger.jobs] }))
  expect(results.map(({ decided, failure }) => decided?.status ?? failure?.kind)).toEqual([
    ...['Approved', 'Approved', 'invalid'],
  ])
})

it('says nothing of a passkey whose one assertion stands under several votes', async () => {
  const device = passkey()
  await fleet.db.query(
    `INSERT INTO consent_keys (person_id, key, kind, name, credential_id, rp_id, origins)
     VALUES ($1, $2, 'passkey', 'blue', 'blue', $3, $4)`,
    [owner.id, device.pinned.key, rpId, [origin]],
  )
  const counting = (counter: number): TestKey => ({
    ...device,
    sign: (digest) => device.signAt(digest, { counter }),
  })
  const noted = async () =>
    (await fleet.db.query(`SELECT counter, counter_fell_at IS NOT NULL AS fell FROM consent_keys`))[0]
  const [first, second, third] = await requested()
  done(await decide(await signed([first ?? '', second ?? ''], counting(5))))
  expect(await noted()).toEqual({ counter: expect.anything(), fell: false })
  done(await decide(await signed([third ?? ''], counting(4))))
  expect(await noted()).toMatchObject({ fell: true })
})

it('is refused by PostgreSQL too without its statement in the list', async () => {
  const key = plainKey('ed25519')
  done(await enrolled(key))
  const [jobId = ''] = await requested()
  const [vote] = (await signed([jobId], key)).jobs
  const list = { version: 1, statements: ['a'.repeat(64)] }
  const insert = (digests: string[]) =>
    fleet.db.query(
      `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash, key_id, signed)
       SELECT $1, 1, $2, 'approve', $3, key_id, $4 FROM consent_keys`,
      [
        ...[jobId, owner.id, vote?.approval_hash],
        {
          statement: vote?.statement,
          list: { ...list, statements: digests },
          signature: { kind: 'ed25519', value: '' },
        },
      ],
    )
  await expect(insert(list.statements)).rejects.toThrow('The list that was signed does not hold this vote')
  if (!vote) throw new Error('no vote')
  await insert([statementDigest(vote.statement)])
})

it('is forbidden for whoever may decide on none of them', async () => {
  const jobs = await seen(await requested())
  expect(failureOf(await decide({ decision: 'approve', jobs }, other))).toBe('forbidden')
  expect(failureOf(await decide({ decision: 'approve', jobs }, operator))).toBe('forbidden')
})

it('is undone for those that no agent has claimed', async () => {
  const jobIds = await requested()
  done(await decide({ decision: 'approve', jobs: await seen(jobIds) }))
  done(await claimJob({ db: fleet.db, viewer: testAgent(nodes[0] ?? '') }))
  const withdraw = (viewer: PersonViewer) => withdrawJobs({ db: fleet.db, viewer }, { job_ids: jobIds })
  expect(failureOf(await withdrawJobs({ db: fleet.db, viewer: owner }, { job_ids: [] }))).toBe(
    'invalid job_ids',
  )
  expect(done(await withdraw(owner)).withdrawn).toEqual(jobIds.slice(1))
  expect(await statusOf(fleet.db, jobIds[1] ?? '')).toBe('PendingApproval')
})

it('needs a reason to reject, each job once, and at most a hundred', async () => {
  const [job] = await seen((await requested()).slice(0, 1))
  const invalid = async (input: object) => failureOf(await decide(input))
  expect(await invalid({ decision: 'reject', jobs: [job] })).toBe('invalid reason')
  expect(await invalid({ decision: 'approve', jobs: [job, job] })).toBe('invalid jobs')
  expect(await invalid({ decision: 'approve', jobs: Array.from({ length: 101 }, () => job) })).toContain(
    'jobs',
  )
  expect(await invalid({ decision: 'approve', jobs: [] })).toBe('invalid jobs')
})
