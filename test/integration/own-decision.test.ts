import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { jobDetail } from '@/lib/board/queries/job'
import { jobsWaiting } from '@/lib/board/queries/waiting'
import { checkPolicies } from '@/lib/cli/doctor/doctor-policies'
import { announceTasks } from '@/lib/jobs/services/announce-tasks'
import { cancelJob } from '@/lib/jobs/services/cancel-job'
import { claimJob } from '@/lib/jobs/services/claim-job'
import { decideJob } from '@/lib/jobs/services/decide-job'
import type { PersonViewer } from '@/lib/kernel/role'
import { approveByPolicies } from '@/lib/policies/services/approve-by-policies'
import { endPolicy } from '@/lib/policies/services/end-policy'
import { signPolicy } from '@/lib/policies/services/sign-policy'
import { offerDigest } from '@/lib/signing/domain/offer'
import type { Policy } from '@/lib/signing/domain/policy'
import type { Statement } from '@/lib/signing/domain/statement'
import { statementDigest } from '@/lib/signing/domain/statement-digest'
import { entryOf } from '@/lib/tasks/domain/offer-digest'
import { verified } from '@/test/audit'
import { plainKey } from '@/test/consent-signing'
import { storedKey } from '@/test/enrolment'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { decideNow, requestedJob, shownHash, statusOf } from '@/test/jobs'
import { archive } from '@/test/malicious-server'
import { policyOf, signedBy } from '@/test/policies'
import { done, failureOf } from '@/test/result'
import { serveDatabase } from '@/test/server-database'
import { silently } from '@/test/superuser'

// What becomes of a vote by a policy when its owner decides, and when it no longer counts, or counts again.

const node = 'did:test:node:own'
let fleet: TestFleet
let stop: () => Promise<void>
let operator: PersonViewer
let anna: PersonViewer
let ben: PersonViewer
let policy: Policy
const key = plainKey('ed25519')

beforeAll(async () => {
  fleet = await testFleet()
  stop = serveDatabase(fleet.url)
  operator = await testPerson(fleet.db, 'operator', 'operator')
  anna = await testPerson(fleet.db, 'anna', 'approver')
  ben = await testPerson(fleet.db, 'ben', 'approver')
  await storedKey(fleet.db, 'anna', key.pinned.key)
  await testNode(fleet.db, node, ['anna', 'ben'])
  done(await announceTasks({ db: fleet.db, viewer: testAgent(node) }, node, { tasks: [archive] }))
  await fleet.db.query(
    `INSERT INTO approval_rules (name, task_name, owners) VALUES ('both', 'archive_data', 2)`,
  )
})
afterAll(async () => {
  await stop()
  await fleet.close()
})
beforeEach(async () => {
  for (const table of ['maintenance_jobs', 'policies']) await fleet.db.query(`DELETE FROM ${table}`)
  const rate = { per_node_per_day: 9, per_day: 9 }
  policy = policyOf({ person: anna.did, nodes: [node], offer_digests: [offerDigest(entryOf(archive))], rate })
  done(await signPolicy({ db: fleet.db, viewer: anna }, { name: 'Old data', signed: signedBy(policy, key) }))
})

/** A job for which the policy has voted, and which needs another owner. */
async function votedFor(): Promise<string> {
  const jobId = await requestedJob(fleet.db, operator, node, {
    task_name: 'archive_data',
    params: { days: 30 },
  })
  expect(await approveByPolicies(fleet.db)).toBe(1)
  expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
  return jobId
}
const endIt = async () => done(await endPolicy({ db: fleet.db, viewer: anna }, policy.policy_id))

async function approveByHand(jobId: string) {
  const document = await shownHash(fleet.db, jobId)
  const statement: Statement = {
    ...{
      version: 1,
      document,
      decision: 'approve',
      reason_digest: null,
      decided_at: new Date().toISOString(),
    },
    ...{ person: anna.did, key: key.pinned.key },
  }
  const signed = { statement, list: null, signature: key.sign(statementDigest(statement)) }
  return decideJob({ db: fleet.db, viewer: anna }, 'Approved', jobId, { approval_hash: document, signed })
}

const votes = (jobId: string) =>
  fleet.db.query<{ decision: string; by: string; counts: boolean }[]>(
    `SELECT decision, CASE WHEN policy_id IS NULL THEN 'hand' ELSE 'policy' END AS by, withdrawn_at IS NULL AS counts
     FROM job_votes WHERE job_id = $1 AND person_id = 'anna' ORDER BY decided_at`,
    [jobId],
  )
const events = async (jobId: string) => {
  const rows = await fleet.db.query<{ kind: string }[]>(
    `SELECT body::jsonb ->> 'kind' AS kind FROM job_events WHERE stream = 'job:' || $1::text AND body LIKE '%"vote_id"%' ORDER BY seq`,
    [jobId],
  )
  return rows.map(({ kind }) => kind)
}

it.each([
  ['that no longer counts', true],
  ['that still counts', false],
])('an owner approves in place of a vote %s, and both stay in the log', async (_, ended) => {
  const jobId = await votedFor()
  if (ended) await endIt()
  expect(done(await approveByHand(jobId)).status).toBe('PendingApproval')
  expect(await votes(jobId)).toEqual([
    { decision: 'approve', by: 'policy', counts: false },
    { decision: 'approve', by: 'hand', counts: true },
  ])
  expect(await events(jobId)).toEqual(['vote', 'vote withdrawn', 'vote'])
  const shown = await jobDetail(anna, jobId)
  expect(shown?.consent.votes.map(({ note }) => note)).toEqual(['replaced by their own decision', null])
  expect(failureOf(await approveByHand(jobId))).toBe('forbidden')
  expect(done(await decideNow(fleet.db, ben, jobId)).status).toBe('Approved')
  const given = done(await claimJob({ db: fleet.db, viewer: testAgent(node) }))
  expect([given?.votes.length, given?.policies]).toEqual([1, []])
  expect((await verified(fleet.db)).findings).toEqual([])
})

it('an owner rejects what their policy has approved', async () => {
  const jobId = await votedFor()
  expect(done(await decideNow(fleet.db, anna, jobId, 'Rejected')).status).toBe('Rejected')
  expect(await votes(jobId)).toEqual([
    { decision: 'approve', by: 'policy', counts: false },
    { decision: 'reject', by: 'hand', counts: true },
  ])
  expect((await verified(fleet.db)).findings).toEqual([])
})

it('an owner cancels what their policy has approved before it runs', async () => {
  const jobId = await votedFor()
  done(await decideNow(fleet.db, ben, jobId))
  expect(await statusOf(fleet.db, jobId)).toBe('Approved')
  done(await cancelJob({ db: fleet.db, viewer: anna }, jobId, { reason: 'Not today' }))
  expect(await statusOf(fleet.db, jobId)).toBe('Cancelled')
})

it('nobody else’s decision touches the vote of a policy, and their own second one is refused by PostgreSQL', async () => {
  const jobId = await votedFor()
  const byHand = (person: string) =>
    fleet.db.query(
      `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash)
       SELECT job_id, revision, $2, 'reject', digest FROM approval_documents WHERE job_id = $1`,
      [jobId, person],
    )
  await byHand('ben')
  expect(await votes(jobId)).toEqual([{ decision: 'approve', by: 'policy', counts: true }])
  await byHand('anna')
  await expect(byHand('anna')).rejects.toThrow('idx_job_votes_one')
})

it('what a policy approved waits for its owner once that no longer counts, and not before', async () => {
  const jobId = await votedFor()
  const shown = async () => {
    const job = await jobDetail(anna, jobId)
    return [await jobsWaiting(anna), job?.waitsForViewer, job?.refusals.decide]
  }
  expect(await shown()).toEqual([0, false, null])
  await endIt()
  expect(await shown()).toEqual([1, true, null])
})

it('a job whose approvals suffice again is approved, and verifies', async () => {
  const jobId = await votedFor()
  const setRole = (role: string) => fleet.db.query(`UPDATE people SET role = $1 WHERE id = 'anna'`, [role])
  await setRole('operator')
  expect(done(await decideNow(fleet.db, ben, jobId)).status).toBe('PendingApproval')
  expect(await approveByPolicies(fleet.db)).toBe(0)
  expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
  await setRole('approver')
  expect(await approveByPolicies(fleet.db)).toBe(0)
  expect(await statusOf(fleet.db, jobId)).toBe('Approved')
  expect((await verified(fleet.db)).findings).toEqual([])
})

it('a job that somebody holds keeps no other one waiting, and is named by the doctor', async () => {
  const request = () =>
    requestedJob(fleet.db, operator, node, { task_name: 'archive_data', params: { days: 30 } })
  const [held, next] = [await request(), await request()]
  await silently(fleet.db, async (tx) => {
    await tx.query(`UPDATE policy_revisions SET signed_at = now() - interval '2 minutes'`)
    await tx.query(`UPDATE maintenance_jobs SET created_at = now() - interval '2 minutes'`)
  })
  const other = fleet.db.createQueryRunner()
  await other.startTransaction()
  await other.query(`SELECT FROM maintenance_jobs WHERE job_id = $1 FOR UPDATE`, [held])
  expect(await approveByPolicies(fleet.db)).toBe(1)
  expect([await votes(held), await votes(next)]).toMatchObject([[], [{ by: 'policy' }]])
  expect(await checkPolicies(fleet.db)).toMatchObject({
    status: 'warn',
    detail: expect.stringContaining(`1 request has waited for more than a minute`),
  })
  await other.rollbackTransaction()
  await other.release()
  expect(await approveByPolicies(fleet.db)).toBe(1)
  expect((await checkPolicies(fleet.db)).status).toBe('ok')
})
