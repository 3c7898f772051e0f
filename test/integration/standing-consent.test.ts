import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkJob, claimSchema } from '@/lib/agent/job/check-job'
import { apiJobDetail } from '@/lib/board/queries/api-job'
import { consentExport } from '@/lib/board/queries/consent-export'
import { parseHistory } from '@/lib/jobs/domain/status'
import { announceTasks } from '@/lib/jobs/services/announce-tasks'
import { claimJob } from '@/lib/jobs/services/claim-job'
import { commentOnJob } from '@/lib/jobs/services/comment-on-job'
import { withdrawJob } from '@/lib/jobs/services/withdraw-job'
import type { PersonViewer } from '@/lib/kernel/role'
import { revokeKey } from '@/lib/people/services/revoke-key'
import { approveByPolicies } from '@/lib/policies/services/approve-by-policies'
import { endPolicy } from '@/lib/policies/services/end-policy'
import { signPolicy } from '@/lib/policies/services/sign-policy'
import type { PolicyUse } from '@/lib/signing/domain/check-policies'
import { offerDigest } from '@/lib/signing/domain/offer'
import type { Pins } from '@/lib/signing/domain/pins'
import type { Policy } from '@/lib/signing/domain/policy'
import { reportOnExport } from '@/lib/signing/domain/verify-export'
import { entryOf } from '@/lib/tasks/domain/offer-digest'
import { plainKey, type TestKey } from '@/test/consent-signing'
import { storedKey } from '@/test/enrolment'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { decideNow, requestedJob, statusOf, storedJob } from '@/test/jobs'
import { archive } from '@/test/malicious-server'
import { policyOf, signedBy } from '@/test/policies'
import { done, failureOf } from '@/test/result'
import { serveDatabase } from '@/test/server-database'
import { silently } from '@/test/superuser'

const node = 'did:test:node:standing'
const other = 'did:test:node:other'
const digest = offerDigest(entryOf(archive))

let fleet: TestFleet
let operator: PersonViewer
let anna: PersonViewer
let ben: PersonViewer
let key: TestKey
let keyId: string

beforeAll(async () => {
  fleet = await testFleet()
})
afterAll(() => fleet.close())
beforeEach(async () => {
  for (const table of ['maintenance_jobs', 'policies', 'nodes', 'approval_rules', 'people'])
    await fleet.db.query(`DELETE FROM ${table}`)
  operator = await testPerson(fleet.db, 'operator', 'operator')
  anna = await testPerson(fleet.db, 'anna', 'approver')
  ben = await testPerson(fleet.db, 'ben', 'approver')
  key = plainKey('ed25519')
  keyId = await storedKey(fleet.db, 'anna', key.pinned.key)
  await testNode(fleet.db, node, ['anna', 'ben'])
  await testNode(fleet.db, other, ['anna'])
  for (const did of [node, other])
    done(await announceTasks({ db: fleet.db, viewer: testAgent(did) }, did, { tasks: [archive] }))
})

const policy = (more: Partial<Policy> = {}): Policy =>
  policyOf({ person: anna.did, nodes: [node], offer_digests: [digest], ...more })
const sign = (about: Policy, by = key, viewer = anna) =>
  signPolicy({ db: fleet.db, viewer }, { name: 'Archive old data', signed: signedBy(about, by) })
const signed = async (more: Partial<Policy> = {}): Promise<Policy> => {
  const about = policy(more)
  done(await sign(about))
  return about
}
const request = (days = 30, did = node, more = {}) =>
  requestedJob(fleet.db, operator, did, { task_name: 'archive_data', params: { days }, ...more })
const run = () => approveByPolicies(fleet.db)
const claim = async (did = node) => done(await claimJob({ db: fleet.db, viewer: testAgent(did) }))
const message = async (jobId: string) =>
  parseHistory((await storedJob(fleet.db, jobId)).status_history).at(-1)?.message

describe('a request inside a policy', () => {
  it('is approved by it, which its history says, and is handed out with it', async () => {
    const about = await signed()
    const jobId = await request()
    expect(await run()).toBe(1)
    expect(await statusOf(fleet.db, jobId)).toBe('Approved')
    expect(await message(jobId)).toBe(
      'Approved by policy “Archive old data”, version 1, signed by Person anna',
    )
    expect((await claim())?.policies).toEqual([signedBy(about, key)])
  })

  it('is approved once, however often policies are looked at', async () => {
    await signed()
    const jobId = await request()
    expect(await run()).toBe(1)
    expect(await run()).toBe(0)
    const votes = await fleet.db.query(`SELECT person_id FROM job_votes WHERE job_id = $1`, [jobId])
    expect(votes).toEqual([{ person_id: 'anna' }])
  })

  it('still needs a second person where two must approve, who is not the same one', async () => {
    await fleet.db.query(
      `INSERT INTO approval_rules (name, task_name, owners) VALUES ('both', 'archive_data', 2)`,
    )
    await signed()
    const jobId = await request()
    expect(await run()).toBe(1)
    expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
    expect(failureOf(await decideNow(fleet.db, anna, jobId))).toBe('forbidden')
    expect(done(await decideNow(fleet.db, ben, jobId))).toMatchObject({ status: 'Approved' })
  })

  it('waits while its owner has asked something about it that nobody has answered', async () => {
    const jobId = await request()
    const say = (viewer: PersonViewer, text: string, asks: boolean) =>
      commentOnJob({ db: fleet.db, viewer }, jobId, { text, asks })
    done(await say(anna, 'What for?', true))
    const { policy_id } = await signed()
    expect(await run()).toBe(0)
    expect(await fleet.db.query(`SELECT hakim_vote_by_policy($1, $2) AS why`, [jobId, policy_id])).toEqual([
      { why: 'its owner waits for an answer about this job' },
    ])
    done(await say(operator, 'The disk is full.', false))
    expect(await run()).toBe(1)
  })

  it('is not approved again once its owner has withdrawn that', async () => {
    await signed()
    const jobId = await request()
    await run()
    done(await withdrawJob({ db: fleet.db, viewer: anna }, jobId, {}))
    expect(await run()).toBe(0)
    expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
  })
})

describe('a request outside a policy waits', () => {
  const inTwoDays = {
    weekdays: [((new Date().getUTCDay() + 1) % 7) + 1],
    start_minute: 0,
    duration_minutes: 60,
  }
  it.each<[string, Partial<Policy>, number?, string?]>([
    ['another parameter', {}, 61],
    ['another node', {}, 30, other],
    ['another offer', { offer_digests: ['a'.repeat(64)] }],
    ['another task', { task: 'clear_cache' }],
    ['a value that is not listed', { params: { days: { one_of: [31, '30'], optional: false } } }],
    ['a parameter without a bound', { params: {} }],
    [
      'a parameter that is missing',
      { params: { days: { min: 1, max: null, optional: false }, deep: { one_of: [true], optional: false } } },
    ],
    ['before it starts', { starts: new Date(Date.now() + 60_000).toISOString() }],
    ['outside its windows', { windows: [inTwoDays] }],
  ])('%s', async (_, more, days = 30, did = node) => {
    await store(policy(more))
    const jobId = await request(days, did)
    expect(await run()).toBe(0)
    expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
    // Nor by SQL, past the server.
    await expect(forged(jobId)).rejects.toThrow('The policy does not approve this job now')
  })

  it('of its own requester', async () => {
    await signed()
    const jobId = await requestedJob(fleet.db, anna, node, {
      task_name: 'archive_data',
      params: { days: 30 },
    })
    expect(await run()).toBe(0)
    expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
  })

  it('over its rate on a node, until one of its jobs has been over for a day', async () => {
    await signed({ rate: { per_node_per_day: 1, per_day: 10 } })
    const [first, second] = [await request(), await request(31)]
    expect(await run()).toBe(1)
    expect([await statusOf(fleet.db, first), await statusOf(fleet.db, second)]).toEqual([
      'Approved',
      'PendingApproval',
    ])
    await expect(forged(second)).rejects.toThrow('The policy does not approve this job now')
    await claim()
    expect(await run()).toBe(0)
    await silently(fleet.db, (tx) =>
      tx.query(`UPDATE job_details SET started_at = started_at - interval '24 hours' WHERE job_id = $1`, [
        first,
      ]),
    )
    expect(await run()).toBe(1)
  })

  it('over its rate, also where a program without a lease has started one, or somebody edits when it began', async () => {
    await signed({ rate: { per_node_per_day: 1, per_day: 1 } })
    const [first, second] = [await request(), await request(31)]
    expect(await run()).toBe(1)
    for (const status of ['Running', 'Completed'])
      await fleet.db.query(`UPDATE maintenance_jobs SET status = $2 WHERE job_id = $1`, [first, status])
    expect(await run()).toBe(0)
    for (const edit of [
      'started_at = NULL',
      `started_at = now() - interval '2 days'`,
      'revision = revision + 1',
    ]) {
      await fleet.db.query(`UPDATE job_details SET ${edit} WHERE job_id = $1`, [first]).catch(() => null)
      await expect(forged(second)).rejects.toThrow('The policy does not approve this job now')
    }
  })

  it('over its rate in all', async () => {
    await signed({ nodes: [other, node].sort(), rate: { per_node_per_day: 1, per_day: 1 } })
    const jobs = [await request(), await request(30, other)]
    expect(await run()).toBe(1)
    expect(await Promise.all(jobs.map((job) => statusOf(fleet.db, job)))).toEqual([
      'Approved',
      'PendingApproval',
    ])
  })
})

/** As somebody with the database would, past what the service checks. */
async function store(about: Policy): Promise<void> {
  await fleet.db.query(`SELECT hakim_sign_policy('anna', 'Stored', $1, $2)`, [
    keyId,
    JSON.stringify(signedBy(about, key)),
  ])
}

const forged = (jobId: string) =>
  fleet.db.query(
    `INSERT INTO job_votes (job_id, revision, person_id, decision, approval_hash, policy_id, policy_revision)
     SELECT a.job_id, a.revision, 'anna', 'approve', a.digest, r.policy_id, r.revision
     FROM approval_documents a, policy_revisions r WHERE a.job_id = $1`,
    [jobId],
  )

describe('a policy that has ended', () => {
  it('approves nothing any more, also what no agent has claimed', async () => {
    const { policy_id } = await signed()
    const [first, second] = [await request(), await request(31)]
    await run()
    expect((await claim())?.job.job_id).toBe(first)
    done(await endPolicy({ db: fleet.db, viewer: anna }, policy_id))
    await fleet.db.query(`UPDATE maintenance_jobs SET status = 'Completed' WHERE job_id = $1`, [first])
    expect(await claim()).toBeNull()
    expect(await statusOf(fleet.db, second)).toBe('PendingApproval')
    expect(await run()).toBe(0)
    expect(failureOf(await endPolicy({ db: fleet.db, viewer: anna }, policy_id))).toBe('conflict')
  })

  it('because its key was revoked', async () => {
    await signed()
    const jobId = await request()
    done(await revokeKey({ db: fleet.db, viewer: anna }, keyId))
    expect(await run()).toBe(0)
    expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
  })

  it('because another revision was signed, whose bounds then count', async () => {
    const about = await signed()
    const jobId = await request()
    await run()
    done(await sign({ ...about, revision: 2, params: { days: { min: 40, max: null, optional: false } } }))
    expect(await claim()).toBeNull()
    expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
    const next = await request(40)
    await run()
    expect(await message(next)).toContain('version 2')
  })
})

describe('signing a policy', () => {
  it.each<[string, Partial<Policy>, string]>([
    ['of somebody else', { person: 'did:test:person:ben' }, 'invalid signed'],
    ['about a node of others', { nodes: ['did:test:node:strange'] }, 'forbidden'],
    ['about what no node offers', { offer_digests: ['b'.repeat(64)] }, 'invalid signed'],
    ['that leaves out a revision', { revision: 2 }, 'conflict'],
    [
      'that has ended',
      { starts: '2026-01-01T00:00:00.000Z', ends: '2026-01-02T00:00:00.000Z' },
      'invalid signed',
    ],
    ['for longer than a year', { ends: '2099-01-01T00:00:00.000Z' }, 'invalid signed'],
  ])('%s is refused', async (_, more, failure) => {
    expect(failureOf(await sign(policy(more)))).toBe(failure)
  })

  it('with another key, or changed after it was signed, is refused', async () => {
    expect(failureOf(await sign(policy(), plainKey('ed25519')))).toBe('invalid signed')
    const { signature } = signedBy(policy(), key)
    const input = { name: 'x', signed: { ...signedBy(policy(), key), signature } }
    expect(failureOf(await signPolicy({ db: fleet.db, viewer: anna }, input))).toBe('invalid signed')
  })

  it('about a task of high risk is refused', async () => {
    const high = { ...archive, risk: 'high' as const }
    done(await announceTasks({ db: fleet.db, viewer: testAgent(node) }, node, { tasks: [high] }))
    const offer_digests = [offerDigest(entryOf(high))]
    expect(failureOf(await sign(policy({ offer_digests })))).toBe('invalid signed')
    await store(policy({ offer_digests }))
    await request()
    expect(await run()).toBe(0)
  })

  it('of somebody else cannot be ended', async () => {
    const { policy_id } = await signed()
    const admin = await testPerson(fleet.db, 'admin', 'admin')
    for (const viewer of [ben, admin])
      expect(failureOf(await endPolicy({ db: fleet.db, viewer }, policy_id))).toBe('forbidden')
  })
})

describe('a node that pins its owners', () => {
  let pins: Pins
  const tasks = [{ offer: archive, run: async () => ({ ok: true, message: 'done' }) }]
  const unused: PolicyUse = () => ({ revision: 0, started: 0 })
  const announced = (policies = true) => ({
    ...{ required: 1, owners: [{ person: anna.did, keys: [key.pinned.key] }], emergency: 0 },
    ...(policies && { policies }),
  })
  beforeEach(() => {
    pins = {
      ...{ node, required: 1, delegation: false, emergency: null },
      owners: [{ person: anna.did, keys: [key.pinned] }],
    }
  })

  /** What the node says to what the server hands out. */
  async function verdict(used = unused): Promise<string> {
    const given = await claim()
    if (!given) throw new Error('nothing was handed out')
    const { job, document, approvalHash, claimToken: _, ...consent } = given
    const { window, expires_at } = document
    const answer = { ...job, window, expires_at, approval_hash: approvalHash, document, ...consent }
    const parsed = claimSchema.parse(JSON.parse(JSON.stringify({ job: answer })))
    if (!parsed.job) throw new Error('unreachable')
    const checked = checkJob(
      parsed.job,
      node,
      { tasks, pins, ran: () => false, tried: () => null, used },
      Date.now(),
    )
    return checked.ok ? 'runs' : checked.result.consent.code
  }

  it('runs what the policy approves, which its export proves without the server', async () => {
    await signed()
    const jobId = await request()
    await run()
    expect(await verdict()).toBe('runs')
    const stop = serveDatabase(fleet.url)
    const text = JSON.stringify(await consentExport(anna, jobId))
    await stop()
    expect(reportOnExport(text, pins, Date.now())).toMatchObject({ ok: true })
    expect(reportOnExport(text, { ...pins, required: 1, owners: [] }, Date.now())).toMatchObject({
      ok: false,
    })
  })

  it('shows the policy to nobody from whom one of its nodes is hidden', async () => {
    const about = await signed({ nodes: [other, node].sort() })
    const jobId = await request()
    await run()
    await silently(fleet.db, (tx) =>
      tx.query(`UPDATE nodes SET restricted = true WHERE node_did = $1`, [other]),
    )
    const stop = serveDatabase(fleet.url)
    const seen = async (viewer: PersonViewer) => {
      const [exported, job] = [await consentExport(viewer, jobId), await apiJobDetail(viewer, jobId)]
      expect(JSON.stringify([exported, job]).includes(other)).toBe(viewer === anna)
      return exported?.policies?.map(({ signed: { policy: shown } }) => shown)
    }
    expect(await seen(anna)).toEqual([about])
    expect(await seen(operator)).toBeUndefined()
    await stop()
  })

  it.each<[string, PolicyUse, string]>([
    ['its rate here is used up', () => ({ revision: 1, started: 2 }), 'policy_rate'],
    ['a newer revision was used here', () => ({ revision: 2, started: 0 }), 'policy_replaced'],
  ])('refuses it if %s', async (_, used, code) => {
    await signed()
    await request()
    await run()
    expect(await verdict(used)).toBe(code)
  })

  it('is not voted for while its agent does not know policies, or does not pin the key', async () => {
    await signed()
    await request()
    for (const consent of [
      announced(false),
      { ...announced(), owners: [{ person: ben.did, keys: [plainKey('p256').pinned.key] }] },
    ]) {
      done(
        await announceTasks({ db: fleet.db, viewer: testAgent(node) }, node, { tasks: [archive], consent }),
      )
      expect(await run()).toBe(0)
    }
    done(
      await announceTasks({ db: fleet.db, viewer: testAgent(node) }, node, {
        tasks: [archive],
        consent: announced(),
      }),
    )
    expect(await run()).toBe(1)
    expect(await verdict()).toBe('runs')
  })
})
