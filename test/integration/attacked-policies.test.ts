import type { DataSource } from 'typeorm'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { openDataSource } from '@/lib/db/connection/data-source'
import { announceTasks } from '@/lib/jobs/services/announce-tasks'
import type { PersonViewer } from '@/lib/kernel/role'
import { signPolicy } from '@/lib/policies/services/sign-policy'
import { offerDigest } from '@/lib/signing/domain/offer'
import type { Policy } from '@/lib/signing/domain/policy'
import { entryOf } from '@/lib/tasks/domain/offer-digest'
import { plainKey } from '@/test/consent-signing'
import { storedKey } from '@/test/enrolment'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { requestedJob } from '@/test/jobs'
import { archive } from '@/test/malicious-server'
import { policyOf, signedBy } from '@/test/policies'
import { done } from '@/test/result'
import { serverUrlOf } from '@/test/server-role'

// What the role of the server can do to policies with plain SQL and all triggers on.

let fleet: TestFleet
let server: DataSource
let anna: PersonViewer
let operator: PersonViewer
const key = plainKey('ed25519')
const node = 'did:test:node:attacked'

beforeAll(async () => {
  fleet = await testFleet(4)
  server = await openDataSource(await serverUrlOf(fleet.url))
  anna = await testPerson(fleet.db, 'anna', 'approver')
  operator = await testPerson(fleet.db, 'operator', 'operator')
  await storedKey(fleet.db, 'anna', key.pinned.key)
  await testNode(fleet.db, node, 'anna')
  done(await announceTasks({ db: fleet.db, viewer: testAgent(node) }, node, { tasks: [archive] }))
})
afterAll(async () => {
  await server.destroy()
  await fleet.close()
})

let policy: Policy
beforeEach(async () => {
  for (const table of ['maintenance_jobs', 'policies']) await fleet.db.query(`DELETE FROM ${table}`)
  policy = policyOf({
    ...{ person: anna.did, nodes: [node], offer_digests: [offerDigest(entryOf(archive))] },
    rate: { per_node_per_day: 1, per_day: 1 },
  })
  done(await signPolicy({ db: fleet.db, viewer: anna }, { name: 'Old data', signed: signedBy(policy, key) }))
})

const request = (days = 30) =>
  requestedJob(fleet.db, operator, node, { task_name: 'archive_data', params: { days } })
const voteSql = `SELECT hakim_vote_by_policy($1, $2) AS why`
const vote = async (jobId: string): Promise<string | null> => {
  const [row] = await server.query<{ why: string | null }[]>(voteSql, [jobId, policy.policy_id])
  return row?.why ?? null
}

it('writes none of their tables, and signs and ends none in the name of others', async () => {
  for (const sql of [
    `DELETE FROM policies`,
    `UPDATE policies SET person_id = 'operator'`,
    `UPDATE policy_revisions SET ended_at = NULL`,
    `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash, policy_id, policy_revision)
     SELECT job_id, revision, 'anna', 'approve', digest, policy_id, 1 FROM approval_documents, policies`,
    `UPDATE job_votes SET policy_id = NULL`,
    `SELECT hakim_end_policy('anna', policy_id) FROM policies`,
    `SELECT hakim_sign_policy('anna', 'Mine', key_id, jsonb_set(signed, '{policy,revision}', '2')) FROM policy_revisions`,
  ])
    await expect(server.query(sql)).rejects.toThrow(/permission denied|acts?\b/)
})

it('gets no vote for what lies outside', async () => {
  expect(await vote(await request(90))).toBe('the parameters are outside what it allows')
})

it('exceeds no rate: not at once, not by an old snapshot, not by the time of a start', async () => {
  const jobs = [await request(), await request(31), await request(32)]
  expect((await Promise.all(jobs.map(vote))).toSorted()).toEqual([
    'its rate is used up',
    'its rate is used up',
    null,
  ])
  const [voted] = await fleet.db.query<{ job_id: string }[]>(`SELECT job_id FROM job_votes`)
  const next = jobs.find((job) => job !== voted?.job_id) ?? ''
  await expect(
    server.transaction('REPEATABLE READ', (tx) => tx.query(voteSql, [next, policy.policy_id])),
  ).resolves.toEqual([{ why: 'its rate is used up' }])
  for (const status of ['Approved', 'Running'])
    await fleet.db.query(`UPDATE maintenance_jobs SET status = $2 WHERE job_id = $1`, [voted?.job_id, status])
  await server.query(`UPDATE job_details SET started_at = NULL, revision = revision + 1 WHERE job_id = $1`, [
    voted?.job_id,
  ])
  expect(await vote(next)).toBe('its rate is used up')
})

it('adds no vote by a snapshot from before another one', async () => {
  const [first, second] = [await request(), await request(31)]
  await expect(
    server.transaction('REPEATABLE READ', async (tx) => {
      await tx.query(`SELECT count(*) FROM job_votes`)
      expect(await vote(first)).toBeNull()
      await tx.query(voteSql, [second, policy.policy_id])
    }),
  ).rejects.toThrow('only on what is committed now')
})

it('dates no vote back to before its policy approved the job', async () => {
  const jobId = await request()
  const starts = new Date(Date.now() + 1_000).toISOString()
  const next = { ...policy, revision: 2, starts }
  done(await signPolicy({ db: fleet.db, viewer: anna }, { name: 'Old data', signed: signedBy(next, key) }))
  await server.transaction(async (tx) => {
    expect(await tx.query(voteSql, [jobId, policy.policy_id])).toEqual([{ why: 'it is not in force then' }])
    await tx.query(`SELECT pg_sleep(extract(epoch FROM $1::timestamptz - clock_timestamp()))`, [starts])
    expect(await tx.query(voteSql, [jobId, policy.policy_id])).toEqual([{ why: null }])
  })
  const [vote] = await fleet.db.query<{ decided_at: Date }[]>(`SELECT decided_at FROM job_votes`)
  expect(vote?.decided_at.toISOString() ?? '').toSatisfy((at: string) => at >= starts)
})
