import { afterAll, beforeAll, expect, it } from 'vitest'
import { apiJobDetail } from '@/lib/board/queries/api-job'
import { decidedToday } from '@/lib/board/queries/decided-today'
import { jobDetail } from '@/lib/board/queries/job'
import { announceTasks } from '@/lib/jobs/services/announce-tasks'
import type { PersonViewer } from '@/lib/kernel/role'
import { policyChoices } from '@/lib/policies/queries/policy-choices'
import { policyList, policyPage } from '@/lib/policies/queries/policy-pages'
import { replayDraft } from '@/lib/policies/queries/replay-draft'
import { approveByPolicies } from '@/lib/policies/services/approve-by-policies'
import { endPolicy } from '@/lib/policies/services/end-policy'
import { signPolicy } from '@/lib/policies/services/sign-policy'
import { fingerprintWords } from '@/lib/signing/domain/fingerprint'
import { offerDigest } from '@/lib/signing/domain/offer'
import { type Policy, policyDigest } from '@/lib/signing/domain/policy'
import { entryOf } from '@/lib/tasks/domain/offer-digest'
import { plainKey, type TestKey } from '@/test/consent-signing'
import { storedKey } from '@/test/enrolment'
import { type TestFleet, testAgent, testNode, testPerson } from '@/test/fleet'
import { requestedJob } from '@/test/jobs'
import { archive } from '@/test/malicious-server'
import { setRestricted } from '@/test/owner-changes'
import { policyOf, signedBy } from '@/test/policies'
import { testServer } from '@/test/query-server'
import { done } from '@/test/result'

const [node, other] = ['did:test:pages:own', 'did:test:pages:other']
const digest = offerDigest(entryOf(archive))

let fleet: TestFleet
let operator: PersonViewer
let anna: PersonViewer
let ben: PersonViewer
let admin: PersonViewer
let key: TestKey

beforeAll(async () => {
  fleet = await testServer()
  operator = await testPerson(fleet.db, 'operator', 'operator')
  anna = await testPerson(fleet.db, 'anna', 'approver')
  ben = await testPerson(fleet.db, 'ben', 'approver')
  admin = await testPerson(fleet.db, 'admin', 'admin')
  key = plainKey('ed25519')
  await storedKey(fleet.db, 'anna', key.pinned.key)
  await testNode(fleet.db, node, ['anna'])
  await testNode(fleet.db, other, ['ben'])
  await fleet.db.query(`UPDATE nodes SET name = 'Own' WHERE node_did = $1`, [node])
  const risky = { ...archive, name: 'wipe', risk: 'high' }
  for (const did of [node, other])
    done(await announceTasks({ db: fleet.db, viewer: testAgent(did) }, did, { tasks: [archive, risky] }))
})
afterAll(() => fleet.close())

const policy = (more: Partial<Policy> = {}): Policy =>
  policyOf({ person: anna.did, nodes: [node], offer_digests: [digest], ...more })
const sign = async (about: Policy, name = 'Archive old data') =>
  done(await signPolicy({ db: fleet.db, viewer: anna }, { name, signed: signedBy(about, key) }))
const request = (days: number) =>
  requestedJob(fleet.db, operator, node, { task_name: 'archive_data', params: { days } })
const votesOf = async (jobId: string, viewer = operator) => (await jobDetail(viewer, jobId))?.consent.votes

it('offers what the viewer’s own nodes offer, but nothing of high risk', async () => {
  const { nodes, offers } = await policyChoices(anna)
  expect(nodes).toEqual([{ did: node, name: 'Own', labels: {} }])
  expect(offers.map(({ task, digest: of, nodes: places }) => [task, of, places])).toEqual([
    ['archive_data', digest, [0]],
  ])
  expect((await policyChoices(operator)).offers).toEqual([])
})

it('says on a job which version of whose policy approved it, and links it for who may read it', async () => {
  const about = policy()
  await sign(about)
  const jobId = await request(30)
  expect(await approveByPolicies(fleet.db)).toBe(1)
  const [vote] = (await votesOf(jobId)) ?? []
  expect(vote).toMatchObject({
    person: { did: anna.did },
    policy: { name: 'Archive old data', revision: 1, href: null },
    signature: { state: 'verified', kind: 'ed25519', words: fingerprintWords(policyDigest(about)) },
    note: null,
  })
  const href = `/settings/policies/${about.policy_id}`
  expect((await votesOf(jobId, anna))?.[0]?.policy?.href).toBe(href)
  expect((await votesOf(jobId, admin))?.[0]?.policy?.href).toBe(href)
  const timeline = (await jobDetail(operator, jobId))?.timeline.map(({ label }) => label)
  expect(timeline).toContain('Approved by policy “Archive old data”, version 1')
  expect(await apiJobDetail(operator, jobId)).toMatchObject({
    consent: {
      votes: [
        {
          policy: { policy_id: about.policy_id, revision: 1, signed: { key: key.pinned.key } },
          signature: 'verified',
        },
      ],
    },
  })
  // What a policy does for somebody is no decision of theirs.
  expect(await decidedToday(anna, 'UTC')).toEqual([])
  done(await endPolicy({ db: fleet.db, viewer: anna }, about.policy_id))
  expect((await votesOf(jobId))?.[0]?.note).toMatch(/no longer approves this, as it has ended$/)
})

it('marks a vote whose policy was not signed with the key that it names', async () => {
  const about = policy()
  await sign(about)
  const jobId = await request(31)
  await approveByPolicies(fleet.db)
  await fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(
      `UPDATE policy_revisions SET signed = jsonb_set(signed, '{policy,params,days,max}', '99') WHERE policy_id = $1`,
      [about.policy_id],
    )
  })
  expect((await votesOf(jobId))?.[0]?.signature).toEqual({ state: 'bad' })
  done(await endPolicy({ db: fleet.db, viewer: anna }, about.policy_id))
})

it('keeps every version with how it did, for its owner and for administrators', async () => {
  const about = policy({ rate: { per_node_per_day: 100, per_day: 100 } })
  await sign(about, 'Versions')
  const failed = await request(20)
  await approveByPolicies(fleet.db)
  await fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(`UPDATE maintenance_jobs SET status = 'Failed' WHERE job_id = $1`, [failed])
  })
  await sign({ ...about, revision: 2, params: { days: { min: 10, max: 20, optional: false } } }, 'Versions')
  const page = await policyPage(anna, about.policy_id)
  expect(page?.owner.you).toBe(true)
  expect(page?.names).toEqual({ [node]: 'Own' })
  expect(
    page?.revisions.map(({ revision, state, approved, failed: bad }) => [revision, state, approved, bad]),
  ).toEqual([
    [2, 'in force', 0, 0],
    [1, 'replaced', 1, 1],
  ])
  const row = (await policyList(anna)).find(({ policyId }) => policyId === about.policy_id)
  expect(row).toMatchObject({ name: 'Versions', approved: 1, failed: 1, latest: { revision: 2 } })
  for (const viewer of [ben, operator]) {
    expect(await policyList(viewer)).toEqual([])
    expect(await policyPage(viewer, about.policy_id)).toBeNull()
  }
  expect((await policyPage(admin, about.policy_id))?.owner.you).toBe(false)
  expect(await policyPage(anna, 'no id')).toBeNull()
})

it('names no node that was restricted and is hidden from its former owner', async () => {
  const about = policy()
  await sign(about, 'Hidden')
  const ownedBy = (personId: string) =>
    fleet.db.transaction(async (tx) => {
      await tx.query(`SET LOCAL session_replication_role = replica`)
      await tx.query(`UPDATE node_owners SET person_id = $2 WHERE node_did = $1`, [node, personId])
    })
  await ownedBy('ben')
  await setRestricted(fleet.db, node, true)
  expect((await policyPage(anna, about.policy_id))?.names).toEqual({})
  await setRestricted(fleet.db, node, false)
  await ownedBy('anna')
})

it('replays a draft beside the version before it, for its owner alone', async () => {
  const about = policy({ params: { days: { min: 10, max: 29, optional: false } } })
  await sign(about, 'Replayed')
  const draft = { ...about, revision: 2, params: { days: { min: 10, max: 31, optional: false } } }
  const replayed = done(await replayDraft(anna, { policy: draft }))
  expect(replayed.digest).toBe(policyDigest(draft))
  expect(replayed.replay.total).toBeGreaterThan(1)
  expect(replayed.replay.approved).toBeGreaterThan(replayed.before?.approved ?? 99)
  expect(await replayDraft(ben, { policy: draft })).toMatchObject({ ok: false, error: { kind: 'forbidden' } })
  expect(await replayDraft(anna, { policy: { ...draft, nodes: [] } })).toMatchObject({
    error: { kind: 'invalid', fields: [{ path: 'nodes' }] },
  })
})
