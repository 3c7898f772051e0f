import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { AuditFindings } from '@/lib/audit/domain/finding'
import { compareJobs } from '@/lib/audit/services/compare-jobs'
import { parseHistory } from '@/lib/jobs/domain/status'
import type { PersonViewer } from '@/lib/kernel/role'
import { enrolKey } from '@/lib/people/services/enrol-key'
import { revokeKey } from '@/lib/people/services/revoke-key'
import { reasonDigest } from '@/lib/signing/domain/digest'
import type { Statement } from '@/lib/signing/domain/statement'
import { listOf, statementDigest } from '@/lib/signing/domain/statement-digest'
import { type SignedVote, signedDigest } from '@/lib/signing/domain/vote'
import { origin, passkey, plainKey, rpId, type TestKey } from '@/test/consent-signing'
import { enrolmentOf } from '@/test/enrolment'
import { type TestFleet, testAgent, testFleet, testNode, testPeople } from '@/test/fleet'
import { decideNow, requestedJob, shownHash, statusOf, storedJob } from '@/test/jobs'
import { done, failureOf } from '@/test/result'
import { testVote } from '@/test/votes'
import { claimJob } from './claim-job'
import { type Decision, decideJob } from './decide-job'
import { withdrawJob } from './withdraw-job'

let fleet: TestFleet
let operator: PersonViewer
let owner: PersonViewer
let other: PersonViewer
let key: TestKey
let keyId: string
let otherKey: TestKey
const node = 'did:test:node:signed'

beforeAll(async () => {
  fleet = await testFleet(10)
})
afterAll(() => fleet.close())
beforeEach(async () => {
  ;({ operator, owner, other } = await testPeople(fleet.db))
  await testNode(fleet.db, node, owner.id)
  ;[key, otherKey] = [plainKey('ed25519'), plainKey('p256')]
  keyId = await enrolled(owner, key)
  await enrolled(other, otherKey)
})

const enrolled = async (viewer: PersonViewer, by: TestKey, more = {}): Promise<string> =>
  done(await enrolKey({ db: fleet.db, viewer }, enrolmentOf(viewer.did, by, more), false)).key_id
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()

/** What the owner signs on their own machine about the job as it is now. */
async function signed(
  jobId: string,
  change: Partial<Statement> = {},
  by: TestKey = key,
): Promise<SignedVote> {
  const statement: Statement = {
    ...{ version: 1, document: await shownHash(fleet.db, jobId), decision: 'approve', reason_digest: null },
    ...{ decided_at: ago(0), person: owner.did, key: by.pinned.key },
    ...change,
  }
  return { statement, list: null, signature: by.sign(statementDigest(statement)) }
}
const decide = async (jobId: string, vote: unknown, more = {}, decision: Decision = 'Approved') =>
  decideJob({ db: fleet.db, viewer: owner }, decision, jobId, {
    ...{ approval_hash: await shownHash(fleet.db, jobId), signed: vote },
    ...more,
  })
const requested = () => requestedJob(fleet.db, operator, node)
async function approved(by: TestKey = key): Promise<string> {
  const jobId = await requested()
  expect(done(await decide(jobId, await signed(jobId, {}, by)))).toMatchObject({ status: 'Approved' })
  return jobId
}
const claim = async () => done(await claimJob({ db: fleet.db, viewer: testAgent(node) }))
const lastMessage = async (jobId: string) =>
  parseHistory((await storedJob(fleet.db, jobId)).status_history).at(-1)?.message

describe('whoever has a key', () => {
  it('approves with its signature, which the agent gets with the job', async () => {
    const jobId = await requested()
    const vote = await signed(jobId, { reason_digest: reasonDigest('It is full') })
    expect(done(await decide(jobId, vote, { reason: ' It is full ' }))).toMatchObject({ status: 'Approved' })
    expect((await claim())?.votes).toEqual([vote])
    const [used] = await fleet.db.query(`SELECT last_used_at FROM consent_keys WHERE key_id = $1`, [keyId])
    expect(used).toEqual({ last_used_at: expect.any(Date) })
  })

  it('approves nothing without one, neither here nor by plain SQL', async () => {
    const jobId = await requested()
    expect(failureOf(await decide(jobId, undefined))).toBe('forbidden')
    await expect(testVote(fleet.db, jobId, owner.id)).rejects.toThrow('This person has a key for signing')
    expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
  })

  it('cannot be named by another signature, which PostgreSQL takes, without the verification of the log finding it', async () => {
    const found = async () => {
      const findings = new AuditFindings()
      await compareJobs(fleet.db.manager, findings, { adoption: null, rights: null })
      return findings.kept.map(({ stream, detail }) => `${stream} ${detail}`)
    }
    await approved()
    expect(await found()).toEqual([])
    const jobId = await requested()
    const { statement } = await signed(jobId)
    const forged = { statement, list: null, signature: plainKey('ed25519').sign(statementDigest(statement)) }
    const [vote] = await fleet.db.query<{ vote_id: string }[]>(
      `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash, key_id, signed)
       SELECT job_id, revision, $2, 'approve', digest, $3, $4 FROM approval_documents WHERE job_id = $1 RETURNING vote_id`,
      [jobId, owner.id, keyId, forged],
    )
    expect(await found()).toEqual([
      `job:${jobId} the job has a vote (${vote?.vote_id}) whose signature is not genuine`,
    ])
  })

  it('rejects without one, or with one', async () => {
    const [first, second] = [await requested(), await requested()]
    expect(done(await decideNow(fleet.db, owner, first, 'Rejected'))).toMatchObject({ status: 'Rejected' })
    const change = { decision: 'reject', reason_digest: reasonDigest('Not now') } as const
    const vote = await signed(second, change)
    expect(done(await decide(second, vote, { reason: 'Not now' }, 'Rejected'))).toMatchObject({
      status: 'Rejected',
    })
  })

  it.each<[string, Partial<Statement>]>([
    ['another document', { document: 'a'.repeat(64) }],
    ['another decision', { decision: 'reject' }],
    ['a withdrawal', { decision: 'withdraw' }],
    ['a reason that was not sent', { reason_digest: reasonDigest('It is full') }],
    ['a decision of over an hour ago', { decided_at: ago(61) }],
    ['a decision of two hours ahead', { decided_at: ago(-120) }],
    ['a decision that a node whose clock is behind would refuse', { decided_at: ago(-59) }],
    ['the decision of another person', { person: 'did:test:person:other' }],
  ])('is refused with a statement about %s', async (_, change) => {
    const jobId = await requested()
    expect(failureOf(await decide(jobId, await signed(jobId, change)))).toBe('invalid signed')
    expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
  })

  it('is refused with a reason that the statement does not name', async () => {
    const jobId = await requested()
    const vote = await signed(jobId)
    expect(failureOf(await decide(jobId, vote, { reason: 'Something else' }))).toBe('invalid signed')
  })

  it('is refused with another key, a changed statement, a strange form, and the vote of an earlier revision', async () => {
    const jobId = await requested()
    const vote = await signed(jobId)
    const votes: unknown[] = [
      await signed(jobId, {}, otherKey),
      await signed(jobId, {}, plainKey('ed25519')),
      { ...vote, statement: { ...vote.statement, decided_at: ago(1) } },
      { ...vote, note: 'more' },
      { ...vote, signature: { kind: 'p256', value: 'AA' } },
      {},
    ]
    for (const one of votes) expect(failureOf(await decide(jobId, one))).toBe('invalid signed')
    await fleet.db.query(`UPDATE maintenance_jobs SET params = '{"n": 2}' WHERE job_id = $1`, [jobId])
    expect(failureOf(await decide(jobId, vote))).toBe('invalid signed')
    expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
  })

  it('signs many at once, but not what is of high risk', async () => {
    const inList = async (jobId: string): Promise<SignedVote> => {
      const { statement } = await signed(jobId)
      const content = { statement, list: listOf([statement]) }
      return { ...content, signature: key.sign(signedDigest(content)) }
    }
    const jobId = await requested()
    expect(done(await decide(jobId, await inList(jobId)))).toMatchObject({ status: 'Approved' })
    await fleet.db.query(`UPDATE nodes SET tasks = $2 WHERE node_did = $1`, [
      node,
      JSON.stringify([{ name: 'restart_service', risk: 'high', command: ['/bin/restart'] }]),
    ])
    const risky = await requestedJob(fleet.db, operator, node, { params: {} })
    expect(failureOf(await decide(risky, await inList(risky)))).toBe('invalid signed')
    expect(done(await decide(risky, await signed(risky)))).toMatchObject({ status: 'Approved' })
  })
})

describe('a key that was revoked', () => {
  it('approves nothing more', async () => {
    const second = plainKey('p256')
    await enrolled(owner, second, { cosigner: key })
    done(await revokeKey({ db: fleet.db, viewer: owner }, keyId))
    const jobId = await requested()
    expect(failureOf(await decide(jobId, await signed(jobId)))).toBe('invalid signed')
    expect(failureOf(await decide(jobId, undefined))).toBe('forbidden')
    await approved(second)
  })

  it('no longer counts for what no agent has claimed: the claim sends it back', async () => {
    const jobId = await approved()
    done(await revokeKey({ db: fleet.db, viewer: owner }, keyId))
    expect(await claim()).toBeNull()
    expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
    expect(await lastMessage(jobId)).toMatch(/^Its approval no longer counts: it needs 1 more /)
  })

  it('lets go on what runs already', async () => {
    const jobId = await approved()
    expect((await claim())?.job.job_id).toBe(jobId)
    done(await revokeKey({ db: fleet.db, viewer: owner }, keyId))
    expect(await statusOf(fleet.db, jobId)).toBe('Running')
  })
})

it('an approval is withdrawn without a signature', async () => {
  const jobId = await approved()
  done(await withdrawJob({ db: fleet.db, viewer: owner }, jobId, {}))
  expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
})

it.each<[string, string, string]>([
  ['statement', '{statement,decided_at}', '"2026-01-01T00:00:00.000Z"'],
  ['signature', '{signature,value}', `"${'A'.repeat(86)}"`],
  ['form', '{list}', '7'],
])('a vote whose %s somebody changed past the guards sends its job back', async (_, path, value) => {
  const jobId = await approved()
  await fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(`UPDATE job_votes SET signed = jsonb_set(signed, $2, $3) WHERE job_id = $1`, [
      ...[jobId, path, value],
    ])
  })
  expect(await claim()).toBeNull()
  expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
  expect(await lastMessage(jobId)).toBe('Its approval no longer counts: a signature does not verify')
})

it('a passkey that says it has signed no more often than before is marked, and its vote counts', async () => {
  await fleet.db.query(`UPDATE consent_keys SET revoked_at = now() WHERE key_id = $1`, [keyId])
  const device = passkey()
  await fleet.db.query(
    `INSERT INTO consent_keys (person_id, key, kind, name, credential_id, rp_id, origins)
     VALUES ($1, $2, 'passkey', 'blue', 'blue', $3, $4)`,
    [owner.id, device.pinned.key, rpId, [origin]],
  )
  const isMarkedAfter = async (counter: number) => {
    await approved({ ...device, sign: (digest) => device.signAt(digest, { counter }) })
    const [key] = await fleet.db.query(`SELECT counter_fell_at FROM consent_keys WHERE name = 'blue'`)
    return key.counter_fell_at !== null
  }
  for (const counter of [0, 0, 7, 8]) expect(await isMarkedAfter(counter)).toBe(false)
  expect(await isMarkedAfter(8)).toBe(true)
})
