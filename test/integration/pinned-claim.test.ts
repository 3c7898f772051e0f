import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { checkJob, claimSchema } from '@/lib/agent/job/check-job'
import { apiJobDetail } from '@/lib/board/queries/api-job'
import { consentExport } from '@/lib/board/queries/consent-export'
import { delegate } from '@/lib/consent/services/delegate'
import { endDelegation } from '@/lib/consent/services/revoke-delegation'
import { readDocuments } from '@/lib/jobs/db/documents'
import { announceTasks } from '@/lib/jobs/services/announce-tasks'
import { approveWithoutOwner } from '@/lib/jobs/services/approve-without-owner'
import { claimJob } from '@/lib/jobs/services/claim-job'
import { decideJob } from '@/lib/jobs/services/decide-job'
import type { PersonViewer } from '@/lib/kernel/role'
import { revokeKey } from '@/lib/people/services/revoke-key'
import type { Delegation } from '@/lib/signing/domain/delegation'
import { reasonDigest } from '@/lib/signing/domain/digest'
import { type ApprovalDocument, documentDigest, parseDocumentText } from '@/lib/signing/domain/document'
import type { Pins } from '@/lib/signing/domain/pins'
import type { Statement } from '@/lib/signing/domain/statement'
import { reportOnExport } from '@/lib/signing/domain/verify-export'
import { delegationOf, origin, plainKey, rpId, type TestKey, voteOf } from '@/test/consent-signing'
import { type TestFleet, testAgent, testFleet, testNode, testPerson } from '@/test/fleet'
import { requestedJob, statusOf } from '@/test/jobs'
import { archive } from '@/test/malicious-server'
import { addLaterOwner } from '@/test/owner-changes'
import { done, failureOf } from '@/test/result'
import { serveDatabase } from '@/test/server-database'

type Signer = { viewer: PersonViewer; key: TestKey }

let fleet: TestFleet
let operator: PersonViewer
let anna: Signer
let ben: Signer
let dora: Signer
let late: Signer
let pins: Pins
const node = 'did:test:node:pinned'

const enrolled = async (viewer: PersonViewer, kind: 'ed25519' | 'p256'): Promise<Signer> => {
  const key = plainKey(kind)
  await fleet.db.query(`INSERT INTO consent_keys (person_id, key, kind, name) VALUES ($1, $2, $3, 'key')`, [
    ...[viewer.id, key.pinned.key, kind],
  ])
  return { viewer, key }
}
const named = async (name: string, kind: 'ed25519' | 'p256') =>
  enrolled(await testPerson(fleet.db, name, 'approver'), kind)

beforeAll(async () => {
  fleet = await testFleet()
  operator = await testPerson(fleet.db, 'operator', 'operator')
  ;[anna, ben, dora, late] = [
    await named('anna', 'ed25519'),
    await named('ben', 'p256'),
    await named('dora', 'p256'),
    await named('late', 'ed25519'),
  ]
  await testNode(fleet.db, node, ['anna', 'ben'])
  await fleet.db.query(
    `INSERT INTO approval_rules (name, task_name, owners) VALUES ('both', 'archive_data', 2)`,
  )
  done(await announceTasks({ db: fleet.db, viewer: testAgent(node) }, node, { tasks: [archive] }))
  pins = {
    ...{ node, required: 2, delegation: true, emergency: null },
    owners: [anna, ben].map(({ viewer, key }) => ({ person: viewer.did, keys: [key.pinned] })),
  }
})
beforeEach(() => fleet.db.query(`DELETE FROM maintenance_jobs; DELETE FROM delegations`))
afterAll(() => fleet.close())

/** A job with the signed votes of these people. */
async function votedJob(voters: readonly Signer[]): Promise<string> {
  const more = { task_name: 'archive_data', params: { days: 30 } }
  const jobId = await requestedJob(fleet.db, operator, node, more)
  await vote(jobId, voters)
  return jobId
}

async function documentOf(jobId: string): Promise<ApprovalDocument> {
  const [row] = await readDocuments(fleet.db.manager, jobId, 1)
  const document = parseDocumentText(row?.document ?? '')
  if (!document.ok) throw new Error(document.problem.message)
  return document.value
}

async function vote(jobId: string, voters: readonly Signer[]): Promise<void> {
  const document = await documentOf(jobId)
  for (const { viewer, key } of voters) {
    const signed = voteOf(document, viewer.did, key, { decided_at: new Date().toISOString() })
    const body = { approval_hash: documentDigest(document), signed }
    done(await decideJob({ db: fleet.db, viewer }, 'Approved', jobId, body))
  }
}

const claim = async () => done(await claimJob({ db: fleet.db, viewer: testAgent(node) }))

/** What the server hands to the node's agent, over JSON. */
async function handed() {
  const given = await claim()
  if (!given) throw new Error('nothing was handed out')
  // As the route answers.
  const { job, document, approvalHash, claimToken: _, ...consent } = given
  const { window, expires_at } = document
  const answer = { ...job, window, expires_at, approval_hash: approvalHash, document, ...consent }
  const parsed = claimSchema.parse(JSON.parse(JSON.stringify({ job: answer })))
  if (!parsed.job) throw new Error('unreachable')
  return { ...parsed.job, delegations: consent.delegations }
}

type Handed = Parameters<typeof checkJob>[0]
const tasks = [{ offer: archive, run: async () => ({ ok: true, message: 'done' }) }]
const check = (job: Handed, more: Partial<Pins> = {}, { ran = false, now = Date.now() } = {}) => {
  const checked = checkJob(
    job,
    node,
    {
      tasks,
      pins: { ...pins, ...more },
      ran: () => ran,
      tried: () => null,
      used: () => ({ revision: 0, started: 0 }),
    },
    now,
  )
  return checked.ok ? checked.params : checked.result.consent.code
}

it('hands out, over the database and JSON, what a pinned node verifies', async () => {
  await votedJob([anna, ben])
  const job = await handed()
  expect(check(job)).toEqual({ days: 30 })
  expect(check(job, {}, { ran: true })).toBe('replayed')
  expect(check(job, { owners: pins.owners.slice(0, 1), required: 1 })).toBe('key_unknown')
})

const hoursMs = 3_600_000
const inHours = (hours: number) => new Date(Date.now() + hours * hoursMs).toISOString()

/** What an owner signs on their own machine. */
const signedFor = (from: Signer, to: Signer, other: Partial<Delegation> = {}) =>
  delegationOf(
    { person: from.viewer.did, key: from.key },
    { person: to.viewer.did, keys: [to.key.pinned] },
    {
      ...{ node, starts: inHours(0), until: inHours(24) },
      nonce: crypto.getRandomValues(Buffer.alloc(16)).toString('base64url'),
      ...other,
    },
  )
const send = (from: Signer, to: Signer, body: object) =>
  delegate({ db: fleet.db, viewer: from.viewer }, node, { to: to.viewer.did, ...body })
const delegated = async (from: Signer, to: Signer, other: Partial<Delegation> = {}): Promise<string> =>
  done(await send(from, to, { signed: signedFor(from, to, other) })).delegationId

it('hands out a delegate’s vote with the delegation that their owner has signed', async () => {
  await delegated(ben, dora)
  const jobId = await votedJob([anna, dora])
  const job = await handed()
  expect(job.delegations).toHaveLength(1)
  expect(check(job)).toEqual({ days: 30 })
  expect(check(job, { delegation: false })).toBe('key_unknown')
  expect(check({ ...job, delegations: [] })).toBe('key_unknown')
  expect(check({ ...job, job_id: jobId }, {}, { now: Date.now() + 25 * hoursMs })).toBe('key_unknown')
  const [genuine] = job.delegations
  for (const change of [{ until: inHours(99) }, { node: 'did:test:node:other' }, { from: anna.viewer.did }]) {
    const altered = { ...genuine, delegation: { ...genuine?.delegation, ...change } }
    expect(check({ ...job, delegations: [altered] })).toMatch(/^(signature_bad|key_unknown)$/)
  }
})

it('exports the delegation with the vote, which verifies after its end, too', async () => {
  const delegationId = await delegated(ben, dora)
  const jobId = await votedJob([anna, dora])
  await claim()
  done(await endDelegation({ db: fleet.db, viewer: ben.viewer }, node, delegationId))
  const stop = serveDatabase(fleet.url)
  const exported = await consentExport(anna.viewer, jobId).finally(stop)
  const report = reportOnExport(JSON.stringify(exported), pins, Date.now() + 48 * hoursMs)
  expect(report.lines.join('\n')).toContain(`✓ ${ben.viewer.did} delegated ${node} to ${dora.viewer.did}`)
  expect(report.ok).toBe(true)
  const without = { ...exported, delegations: [] }
  expect(reportOnExport(JSON.stringify(without), pins, Date.now()).ok).toBe(false)
})

it('exports the votes of owners who have left since the job ran', async () => {
  const jobId = await votedJob([anna, ben])
  await claim()
  await fleet.db.query(`UPDATE people SET disabled_at = now() WHERE id = 'anna'`)
  const stop = serveDatabase(fleet.url)
  const exported = await consentExport(ben.viewer, jobId).finally(stop)
  await fleet.db.query(`UPDATE people SET disabled_at = NULL WHERE id = 'anna'`)
  expect(reportOnExport(JSON.stringify(exported), pins, Date.now()).ok).toBe(true)
})

it('hands out nothing under a delegation that was ended before the claim', async () => {
  const delegationId = await delegated(ben, dora)
  const jobId = await votedJob([anna, dora])
  done(await endDelegation({ db: fleet.db, viewer: ben.viewer }, node, delegationId))
  expect(await claim()).toBeNull()
  expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
})

it('keeps the vote under a delegation that was ended from a node that two owners’ votes suffice', async () => {
  const delegationId = await delegated(ben, dora)
  const jobId = await votedJob([dora])
  done(await endDelegation({ db: fleet.db, viewer: ben.viewer }, node, delegationId))
  await vote(jobId, [anna, ben])
  const { votes, delegations } = await handed()
  expect([votes, delegations]).toEqual([[expect.anything(), expect.anything()], []])
})

it('hands out nothing under a delegation whose key was revoked', async () => {
  const viewer = await testPerson(fleet.db, 'cara', 'approver')
  await addLaterOwner(fleet.db, node, 'cara')
  const cara = await enrolled(viewer, 'ed25519')
  await delegated(cara, dora)
  const jobId = await votedJob([anna, dora])
  const [key] = await fleet.db.query(`SELECT key_id FROM consent_keys WHERE person_id = 'cara'`)
  done(await revokeKey({ db: fleet.db, viewer }, key.key_id))
  expect(await claim()).toBeNull()
  expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
})

it('hands out no delegation of an owner who came after the request', async () => {
  const jobId = await votedJob([])
  await addLaterOwner(fleet.db, node, 'late')
  await delegated(late, dora)
  await delegated(ben, dora)
  await vote(jobId, [anna, dora])
  const job = await handed()
  expect(job.delegations.map(({ delegation }) => delegation.from)).toEqual([ben.viewer.did])
  expect(check(job)).toEqual({ days: 30 })
  await fleet.db.query(`DELETE FROM maintenance_jobs`)
  await votedJob([anna, dora])
  expect((await handed()).delegations).toHaveLength(2)
})

it('sends a job back whose delegation somebody changed past the guards', async () => {
  await delegated(ben, dora)
  const jobId = await votedJob([anna, dora])
  await fleet.db.transaction(async (tx) => {
    await tx.query(`SET LOCAL session_replication_role = replica`)
    await tx.query(
      `UPDATE delegations SET signed = jsonb_set(signed, '{delegation,until}', '"2199-01-01T00:00:00.000Z"')`,
    )
  })
  expect(await claim()).toBeNull()
  expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
})

it('keeps from a node that counts no delegates, by its own words, what it would refuse', async () => {
  await delegated(ben, dora)
  await votedJob([anna, dora])
  const { required, owners } = pins
  const trust = { required, owners: owners.map((one) => ({ ...one, keys: one.keys.map(({ key }) => key) })) }
  const consent = { ...trust, emergency: 0, delegation: false }
  done(await announceTasks({ db: fleet.db, viewer: testAgent(node) }, node, { tasks: [archive], consent }))
  const job = await handed()
  expect([job.votes, job.delegations]).toEqual([[expect.objectContaining({ list: null })], []])
  expect(check(job, { required: 1 })).toEqual({ days: 30 })
  done(
    await announceTasks({ db: fleet.db, viewer: testAgent(node) }, node, { tasks: [archive], consent: null }),
  )
})

describe('an emergency approval', () => {
  const reason = 'The disk fills up and nobody answers the phone'
  let eve: Signer
  beforeAll(async () => {
    eve = await enrolled(await testPerson(fleet.db, 'eve', 'admin'), 'ed25519')
  })
  const inEmergency = (): Partial<Pins> => ({
    emergency: { required: 1, keys: [{ person: eve.viewer.did, ...eve.key.pinned }] },
  })
  const approve = async (jobId: string, sign: (document: ApprovalDocument) => unknown) => {
    const document = await documentOf(jobId)
    const body = { approval_hash: documentDigest(document), reason, signed: sign(document) }
    return approveWithoutOwner({ db: fleet.db, viewer: eve.viewer }, jobId, body)
  }
  const byEve = (document: ApprovalDocument, other: Partial<Statement> = {}) =>
    voteOf(document, eve.viewer.did, eve.key, {
      ...{ decision: 'emergency', decided_at: inHours(0), reason_digest: reasonDigest(reason) },
      ...other,
    })

  it('runs on a node that pins its key for emergencies, and on no other', async () => {
    const jobId = await votedJob([])
    done(await approve(jobId, byEve))
    const job = await handed()
    expect(check(job, inEmergency())).toEqual({ days: 30 })
    expect(check(job)).toBe('key_unknown')
    expect(check({ ...job, votes: [] }, inEmergency())).toBe('quorum')
    const stop = serveDatabase(fleet.url)
    const exported = JSON.stringify(await consentExport(anna.viewer, jobId))
    expect(await apiJobDetail(anna.viewer, jobId).finally(stop)).toMatchObject({
      consent: { emergency: [{ person_did: eve.viewer.did, reason, signature: 'verified', signed: {} }] },
    })
    expect(reportOnExport(exported, { ...pins, ...inEmergency() }, Date.now()).ok).toBe(true)
    expect(reportOnExport(exported, pins, Date.now()).ok).toBe(false)
  })

  it.each<[string, (document: ApprovalDocument) => unknown, string]>([
    ['without a signature', () => undefined, 'forbidden'],
    ['signed as an approval', (document) => byEve(document, { decision: 'approve' }), 'invalid signed'],
    ['signed for another reason', (document) => byEve(document, { reason_digest: null }), 'invalid signed'],
    ['signed for another revision', (document) => byEve({ ...document, revision: 9 }), 'invalid signed'],
    [
      'with another’s key',
      (document) => voteOf(document, anna.viewer.did, anna.key, { decision: 'emergency' }),
      'invalid signed',
    ],
  ])('%s is refused', async (_, sign, failure) => {
    const jobId = await votedJob([])
    expect(failureOf(await approve(jobId, sign))).toBe(failure)
    expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
  })

  it('is refused without a signature, or with that of an approval, by plain SQL too', async () => {
    const jobId = await votedJob([])
    const document = await documentOf(jobId)
    const insert = (keyId: string | null, signed: object | null) =>
      fleet.db.query(
        `INSERT INTO break_glass (job_id, revision, person_id, approval_hash, reason, key_id, signed)
         VALUES ($1, $2, 'eve', $3, $4, $5, $6)`,
        [jobId, document.revision, documentDigest(document), reason, keyId, signed && JSON.stringify(signed)],
      )
    const [key] = await fleet.db.query(`SELECT key_id FROM consent_keys WHERE person_id = 'eve'`)
    await expect(insert(null, null)).rejects.toThrow('has a key for signing')
    const approval = byEve(document, { decision: 'approve' })
    await expect(insert(key.key_id, approval)).rejects.toThrow('is not about this emergency approval')
  })

  it('no longer counts once its key is revoked, nor when somebody has changed it past the guards', async () => {
    const jobId = await votedJob([])
    done(await approve(jobId, byEve))
    await fleet.db.transaction(async (tx) => {
      await tx.query(`SET LOCAL session_replication_role = replica`)
      await tx.query(
        `UPDATE break_glass SET signed = jsonb_set(signed, '{statement,decided_at}', '"2026-01-01T00:00:00.000Z"')`,
      )
    })
    expect(await claim()).toBeNull()
    const other = await votedJob([])
    done(await approve(other, byEve))
    await fleet.db.query(`UPDATE consent_keys SET revoked_at = now() WHERE person_id = 'eve'`)
    expect(await claim()).toBeNull()
    expect([await statusOf(fleet.db, jobId), await statusOf(fleet.db, other)]).toEqual([
      'PendingApproval',
      'PendingApproval',
    ])
  })
})

it.each<[string, () => object, string]>([
  ['without a signature', () => ({ until: inHours(24) }), 'forbidden'],
  [
    'for another node',
    () => ({ signed: signedFor(ben, dora, { node: 'did:test:node:other' }) }),
    'invalid signed',
  ],
  ['of another owner', () => ({ signed: signedFor(anna, dora) }), 'invalid signed'],
  ['to somebody else', () => ({ signed: signedFor(ben, anna) }), 'invalid signed'],
  [
    'with a key that is not theirs',
    () => ({ signed: signedFor({ ...ben, key: plainKey('p256') }, dora) }),
    'invalid signed',
  ],
  [
    'to a key that is not the delegate’s',
    () => ({ signed: signedFor(ben, dora, { to_keys: [anna.key.pinned] }) }),
    'invalid signed',
  ],
  [
    'to a key of the delegate that it calls a passkey',
    () => ({
      signed: signedFor(ben, dora, { to_keys: [{ ...dora.key.pinned, rp_id: rpId, origins: [origin] }] }),
    }),
    'invalid signed',
  ],
  [
    'for other times than those sent',
    () => ({ until: inHours(2), signed: signedFor(ben, dora) }),
    'invalid signed',
  ],
  ['signed hours ago', () => ({ signed: signedFor(ben, dora, { starts: inHours(-2) }) }), 'invalid signed'],
  [
    'that has ended',
    () => ({ signed: signedFor(ben, dora, { starts: inHours(-0.5), until: inHours(-0.1) }) }),
    'invalid until',
  ],
  ['for over a year', () => ({ signed: signedFor(ben, dora, { until: inHours(9_000) }) }), 'invalid until'],
  [
    'that was changed',
    () => {
      const signed = signedFor(ben, dora)
      return { signed: { ...signed, delegation: { ...signed.delegation, until: inHours(25) } } }
    },
    'invalid signed',
  ],
])('refuses a delegation of somebody with a key %s', async (_, body, failure) => {
  expect(failureOf(await send(ben, dora, body()))).toBe(failure)
})

it('makes a signed delegation once: who has read it cannot revive it, here or by plain SQL', async () => {
  const signed = signedFor(ben, dora)
  const { delegationId } = done(await send(ben, dora, { signed }))
  done(await endDelegation({ db: fleet.db, viewer: ben.viewer }, node, delegationId))
  expect(failureOf(await send(ben, dora, { signed }))).toBe('conflict')
  const sql = (statement: string) => fleet.db.query(statement)
  await expect(sql(`UPDATE delegations SET revoked_at = NULL`)).rejects.toThrow('what has ended stays ended')
  await expect(sql(`UPDATE delegations SET valid_until = now() + interval '90 days'`)).rejects.toThrow(
    'stays what it is',
  )
  await expect(
    sql(
      `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_until) VALUES ('${node}', 'ben', 'dora', now() + interval '1 day')`,
    ),
  ).rejects.toThrow('This owner has a key for signing')
})

it('notes that the key was used', async () => {
  const used = async () =>
    (await fleet.db.query(`SELECT last_used_at FROM consent_keys WHERE person_id = 'ben'`))[0].last_used_at
  await fleet.db.query(`UPDATE consent_keys SET last_used_at = NULL WHERE person_id = 'ben'`)
  expect(
    failureOf(await send(ben, dora, { signed: signedFor(ben, dora, { to_keys: [anna.key.pinned] }) })),
  ).toBe('invalid signed')
  expect(await used()).toBeNull()
  await delegated(ben, dora)
  expect(await used()).toBeInstanceOf(Date)
})

it('a delegate cannot delegate further', async () => {
  await delegated(ben, dora)
  expect(failureOf(await send(dora, anna, { signed: signedFor(dora, anna) }))).toBe('forbidden')
})

it('lasts 30 days unless somebody says otherwise', async () => {
  const keyless = await testPerson(fleet.db, 'keyless', 'approver')
  await addLaterOwner(fleet.db, node, 'keyless')
  done(await delegate({ db: fleet.db, viewer: keyless }, node, { to: dora.viewer.did }))
  const rows = await fleet.db.query(
    `SELECT signed, round(extract(epoch FROM valid_until - valid_from) / 86400)::int AS days FROM delegations`,
  )
  expect(rows).toEqual([{ signed: null, days: 30 }])
})

describe('with a third owner', () => {
  let cleo: Signer
  beforeAll(async () => {
    cleo = await named('cleo', 'ed25519')
    await addLaterOwner(fleet.db, node, 'cleo')
  })

  it.each([
    ['was disabled', `disabled_at = now()`],
    ['is no approver any more', `role = 'operator'`],
  ])(
    'keeps from a node the vote of an owner who %s, whose key it may not pin any more',
    async (_, change) => {
      const jobId = await votedJob([anna])
      await fleet.db.query(`UPDATE people SET ${change} WHERE id = 'anna'`)
      try {
        await vote(jobId, [ben, cleo])
        const job = await handed()
        const remaining = [ben, cleo].map(({ viewer, key }) => ({ person: viewer.did, keys: [key.pinned] }))
        expect(check(job, { owners: remaining })).toEqual({ days: 30 })
      } finally {
        await fleet.db.query(`UPDATE people SET disabled_at = NULL, role = 'approver' WHERE id = 'anna'`)
      }
    },
  )

  it('approves a job with as many votes as the node says that it requires, if a rule asks for fewer', async () => {
    const owners = [anna, ben, cleo].map(({ viewer, key }) => ({
      person: viewer.did,
      keys: [key.pinned.key],
    }))
    const announce = async (consent: object | null) =>
      done(
        await announceTasks({ db: fleet.db, viewer: testAgent(node) }, node, { tasks: [archive], consent }),
      )
    await announce({ required: 3, owners, emergency: 0 })
    const jobId = await votedJob([anna, ben])
    expect(await statusOf(fleet.db, jobId)).toBe('PendingApproval')
    await vote(jobId, [cleo])
    expect(await statusOf(fleet.db, jobId)).toBe('Approved')
    await announce(null)
    expect(await statusOf(fleet.db, await votedJob([anna, ben]))).toBe('Approved')
  })
})
