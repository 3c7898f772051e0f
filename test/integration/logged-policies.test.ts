import { randomUUID } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { announceTasks } from '@/lib/jobs/services/announce-tasks'
import { claimJob } from '@/lib/jobs/services/claim-job'
import type { PersonViewer } from '@/lib/kernel/role'
import { approveByPolicies } from '@/lib/policies/services/approve-by-policies'
import { endPolicy } from '@/lib/policies/services/end-policy'
import { signPolicy } from '@/lib/policies/services/sign-policy'
import { offerDigest } from '@/lib/signing/domain/offer'
import { type Policy, policyDigest } from '@/lib/signing/domain/policy'
import { entryOf } from '@/lib/tasks/domain/offer-digest'
import { verified } from '@/test/audit'
import { plainKey } from '@/test/consent-signing'
import { storedKey } from '@/test/enrolment'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { requestedJob, statusOf } from '@/test/jobs'
import { archive } from '@/test/malicious-server'
import { policyOf, signedBy } from '@/test/policies'
import { done } from '@/test/result'
import { afterEdit } from '@/test/superuser'

// What the verification of the log says of policies and their votes, when a superuser has edited them.

let fleet: TestFleet
let anna: PersonViewer
let operator: PersonViewer
let policy: Policy
const key = plainKey('ed25519')
const node = 'did:test:node:logged'

beforeAll(async () => {
  fleet = await testFleet()
  operator = await testPerson(fleet.db, 'operator', 'operator')
  anna = await testPerson(fleet.db, 'anna', 'approver')
  await storedKey(fleet.db, 'anna', key.pinned.key)
  await testNode(fleet.db, node, 'anna')
  done(await announceTasks({ db: fleet.db, viewer: testAgent(node) }, node, { tasks: [archive] }))
  const offer_digests = [offerDigest(entryOf(archive))]
  const rate = { per_node_per_day: 9, per_day: 9 }
  policy = policyOf({ person: anna.did, nodes: [node], offer_digests, rate })
  const name = 'Archive old data'
  done(await signPolicy({ db: fleet.db, viewer: anna }, { name, signed: signedBy(policy, key) }))
  const task = { task_name: 'archive_data', params: { days: 30 } }
  const [ran, waits] = [
    await requestedJob(fleet.db, operator, node, task),
    await requestedJob(fleet.db, operator, node, task),
  ]
  expect(await approveByPolicies(fleet.db)).toBe(2)
  expect(done(await claimJob({ db: fleet.db, viewer: testAgent(node) }))?.job.job_id).toBe(ran)
  const next = { ...policy, revision: 2, params: { days: { min: 10, max: 20, optional: false } } }
  done(await signPolicy({ db: fleet.db, viewer: anna }, { name, signed: signedBy(next, key) }))
  done(await endPolicy({ db: fleet.db, viewer: anna }, policy.policy_id))
  expect(await statusOf(fleet.db, waits)).toBe('Approved')
})
afterAll(() => fleet.close())

const findings = async (edit: (tx: EntityManager) => Promise<unknown>): Promise<string[]> =>
  (await afterEdit(fleet.db, edit)).findings.map(({ detail }) => detail)

it('an honest history has none', async () => {
  expect((await verified(fleet.db)).findings).toEqual([])
})

it.each<[string, string, RegExp]>([
  [
    'an end taken back',
    `UPDATE policy_revisions SET ended_at = NULL WHERE revision = 2`,
    /ended_at null, but the log says/,
  ],
  [
    'other bounds',
    `UPDATE policy_revisions SET signed = jsonb_set(signed, '{policy,params}', '{}')`,
    /signature that is not genuine/,
  ],
  [
    'another owner',
    `UPDATE policies SET person_id = 'operator'`,
    /person_id "operator", but the log says "anna"/,
  ],
  ['a policy deleted', `DELETE FROM policy_revisions`, /is gone, but the log has it/],
  [
    'a vote by hand instead',
    `UPDATE job_votes SET policy_id = NULL, policy_revision = NULL`,
    /whose policy_id differs from its events/,
  ],
  [
    'by another revision',
    `UPDATE job_votes SET policy_revision = 2`,
    /whose policy_revision differs from its events/,
  ],
])('%s is found', async (_, sql, finding) => {
  expect(await findings((tx) => tx.query(sql))).toEqual(
    expect.arrayContaining([expect.stringMatching(finding)]),
  )
})

/** With the guard of votes switched off, and the log left on: the events agree with the row. */
const voteBy = (revision: number) => async (tx: EntityManager) => {
  await tx.query(`SET LOCAL session_replication_role = 'origin'`)
  await tx.query(
    `CREATE OR REPLACE FUNCTION hakim_policy_refuses(p_policy UUID, p_revision INTEGER, p_job UUID) RETURNS TEXT
     LANGUAGE sql STABLE SECURITY DEFINER AS 'SELECT NULL::text'`,
  )
  const jobId = await requestedJob(fleet.db, operator, node, {
    task_name: 'archive_data',
    params: { days: 90 },
  })
  await tx.query(
    `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash, policy_id, policy_revision)
     SELECT job_id, revision, 'anna', 'approve', digest, $2, $3 FROM approval_documents WHERE job_id = $1`,
    [jobId, policy.policy_id, revision],
  )
}

it('a vote that the policy does not approve is found, though the log agrees with it', async () => {
  expect(await findings(voteBy(1))).toEqual([
    expect.stringMatching(/by a policy of "anna" that was not in force by the log of rights$/),
    expect.stringMatching(/by a policy that does not approve it: days is outside what it allows$/),
  ])
})

/** With the guard of policies switched off, and the log left on. */
const unguarded = (sql: string, values: unknown[] = []) =>
  findings(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = 'origin'`)
    await tx.query(`ALTER TABLE policy_revisions DISABLE TRIGGER hakim_policy_guard`)
    await tx.query(sql, values)
  })

it('an end that was taken back is found, though the log agrees with it', async () => {
  expect(await unguarded(`UPDATE policy_revisions SET ended_at = NULL WHERE revision = 2`)).toEqual([
    expect.stringMatching(/^policy_revisions \[".*",2\] was changed after it had ended$/),
  ])
})

it.each<[string, string, string | null]>([
  ['somebody else', 'operator', null],
  ['its owner, once it was revoked,', 'anna', `now()`],
])('a policy signed with a key of %s is found, though the log agrees with it', async (_, person, revoked) => {
  const other = plainKey('p256')
  const forged = { ...policy, policy_id: randomUUID() }
  const found = await unguarded(
    `WITH k AS (INSERT INTO consent_keys (person_id, key, kind, name, revoked_at)
                VALUES ($3, $4, 'p256', 'other', ${revoked ?? 'NULL'}) RETURNING key_id),
          c AS (INSERT INTO policies (policy_id, person_id, name) VALUES ($1, 'anna', 'Forged') RETURNING policy_id),
          u AS (INSERT INTO used_statements VALUES ($5))
     INSERT INTO policy_revisions (policy_id, revision, digest, signed, key_id, starts, ends)
     SELECT c.policy_id, 1, $5, $2, k.key_id, $6, $7 FROM c, k`,
    [
      ...[forged.policy_id, JSON.stringify(signedBy(forged, other)), person, other.pinned.key],
      ...[policyDigest(forged), forged.starts, forged.ends],
    ],
  )
  expect(found).toEqual([
    expect.stringMatching(
      /^policy_revisions .* is signed with a key that "anna" could not sign with by the log of rights$/,
    ),
  ])
})

it('a job beyond the rate of a policy is found, though the log agrees with it', async () => {
  const rated = 'did:test:node:rated'
  await testNode(fleet.db, rated, 'anna')
  done(await announceTasks({ db: fleet.db, viewer: testAgent(rated) }, rated, { tasks: [archive] }))
  const once = policyOf({
    ...{ person: anna.did, nodes: [rated], offer_digests: [offerDigest(entryOf(archive))] },
    rate: { per_node_per_day: 1, per_day: 1 },
  })
  done(await signPolicy({ db: fleet.db, viewer: anna }, { name: 'Once a day', signed: signedBy(once, key) }))
  const request = () =>
    requestedJob(fleet.db, operator, rated, { task_name: 'archive_data', params: { days: 30 } })
  const [first, second] = [await request(), await request()]
  expect(await approveByPolicies(fleet.db)).toBe(1)
  const run = async (db: EntityManager, job: string) => {
    for (const status of ['Approved', 'Running'])
      await db.query(`UPDATE maintenance_jobs SET status = $2 WHERE job_id = $1 AND status <> $2`, [
        job,
        status,
      ])
  }
  const voted = (await statusOf(fleet.db, first)) === 'Approved' ? first : second
  await run(fleet.db.manager, voted)
  await fleet.db.query(`UPDATE maintenance_jobs SET status = 'Completed' WHERE job_id = $1`, [voted])
  expect((await verified(fleet.db)).findings).toEqual([])
  const other = voted === first ? second : first
  const found = await findings(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = 'origin'`)
    await tx.query(
      `CREATE OR REPLACE FUNCTION hakim_policy_rate_used(p_policy UUID, p_revision INTEGER, p_job UUID) RETURNS BOOLEAN
       LANGUAGE sql VOLATILE SECURITY DEFINER AS 'SELECT false'`,
    )
    await tx.query(`SELECT hakim_vote_by_policy($1, $2)`, [other, once.policy_id])
    await run(tx, other)
  })
  expect(found).toEqual([
    `the job ran by policy ${once.policy_id}, which had approved as many as its owner allowed`,
  ])
})
