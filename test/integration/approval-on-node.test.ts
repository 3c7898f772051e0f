import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { apiJobDetail } from '@/lib/board/queries/api-job'
import { jobDetail } from '@/lib/board/queries/job'
import { delegate } from '@/lib/consent/services/delegate'
import type { NodeTrust } from '@/lib/fleet/domain/node-trust'
import { readDocuments } from '@/lib/jobs/db/documents'
import { announceTasks } from '@/lib/jobs/services/announce-tasks'
import { approveWithoutOwner } from '@/lib/jobs/services/approve-without-owner'
import { decideJob } from '@/lib/jobs/services/decide-job'
import { withdrawJob } from '@/lib/jobs/services/withdraw-job'
import type { Result } from '@/lib/kernel/errors'
import type { PersonViewer } from '@/lib/kernel/role'
import { signingWays } from '@/lib/people/queries/signing-ways'
import { reasonDigest } from '@/lib/signing/domain/digest'
import { documentDigest, parseDocumentText } from '@/lib/signing/domain/document'
import { delegationOf, plainKey, type TestKey, voteOf } from '@/test/consent-signing'
import { type TestFleet, testAgent, testNode, testPerson } from '@/test/fleet'
import { requestedJob, statusOf } from '@/test/jobs'
import { archive } from '@/test/malicious-server'
import { testServer } from '@/test/query-server'
import { done } from '@/test/result'

type Signer = { viewer: PersonViewer; key: TestKey | null }

let fleet: TestFleet
let operator: PersonViewer
let anna: Signer
let ben: Signer
let dora: Signer
let mia: Signer
let eve: Signer
let keyless: Signer
let jobId: string
const node = 'did:test:node:pinned'
const reason = 'The disk fills up and nobody answers the phone'

async function person(name: string, role: 'approver' | 'admin' = 'approver', key = plainKey('ed25519')) {
  const viewer = await testPerson(fleet.db, name, role)
  await fleet.db.query(
    `INSERT INTO consent_keys (person_id, key, kind, name) VALUES ($1, $2, 'ed25519', 'k')`,
    [...[viewer.id, key.pinned.key]],
  )
  return { viewer, key }
}

beforeAll(async () => {
  fleet = await testServer()
  operator = await testPerson(fleet.db, 'operator', 'operator')
  anna = await person('anna')
  ben = await person('ben')
  dora = await person('dora')
  mia = await person('mia')
  eve = await person('eve', 'admin')
  keyless = { viewer: await testPerson(fleet.db, 'keyless', 'approver'), key: null }
  await testNode(fleet.db, node, ['anna', 'ben', 'keyless'])
})
beforeEach(async () => {
  await fleet.db.query(`DELETE FROM maintenance_jobs; DELETE FROM delegations`)
  await announce(null)
  jobId = await requestedJob(fleet.db, operator, node, { task_name: 'archive_data', params: { days: 30 } })
})
afterAll(() => fleet.close())

const announce = async (consent: NodeTrust | null) =>
  done(await announceTasks({ db: fleet.db, viewer: testAgent(node) }, node, { tasks: [archive], consent }))
const pins = (owners: readonly Signer[], more: Partial<NodeTrust> = {}): NodeTrust => ({
  ...{ required: 1, emergency: 0, delegation: true },
  owners: owners.map(({ viewer, key }) => ({ person: viewer.did, keys: [key?.pinned.key ?? ''] })),
  ...more,
})
/** The sentence of the refusal, or what came of it. */
const said = (result: Result<{ status: string; lacks?: string | null }>): string =>
  result.ok
    ? `${result.value.status}${result.value.lacks ? `, lacks ${result.value.lacks}` : ''}`
    : `${result.error.kind}: ${result.error.detail}`

async function document() {
  const [row] = await readDocuments(fleet.db.manager, jobId, 1)
  const read = parseDocumentText(row?.document ?? '')
  if (!read.ok) throw new Error(read.problem.message)
  return read.value
}
async function approve({ viewer, key }: Signer): Promise<string> {
  const on = await document()
  const signed = key && voteOf(on, viewer.did, key, { decided_at: new Date().toISOString() })
  const body = { approval_hash: documentDigest(on), ...(signed && { signed }) }
  return said(await decideJob({ db: fleet.db, viewer }, 'Approved', jobId, body))
}
async function approveInEmergency({ viewer, key }: Signer): Promise<string> {
  const on = await document()
  const statement = { decision: 'emergency', decided_at: new Date().toISOString() } as const
  const signed = key && voteOf(on, viewer.did, key, { ...statement, reason_digest: reasonDigest(reason) })
  const body = { approval_hash: documentDigest(on), reason, ...(signed && { signed }) }
  return said(await approveWithoutOwner({ db: fleet.db, viewer }, jobId, body))
}
/** What the page and the API tell somebody before they approve. */
async function told({ viewer }: Signer) {
  const page = (await jobDetail(viewer, jobId))?.ownApproval
  const api = await apiJobDetail(viewer, jobId)
  const own = api && 'your_approval' in api ? api.your_approval : null
  expect(own).toEqual(
    page
      ? { on_node: page.onNode, in_emergency_on_node: page.emergencyOnNode, not_signed: page.unsigned }
      : null,
  )
  return page ?? null
}
async function delegated(from: Signer, to: Signer, toKey = to.key): Promise<void> {
  const dates = { starts: new Date().toISOString(), until: new Date(Date.now() + 86_400_000).toISOString() }
  const nonce = crypto.getRandomValues(Buffer.alloc(16)).toString('base64url')
  const signed =
    from.key &&
    delegationOf(
      { person: from.viewer.did, key: from.key },
      { person: to.viewer.did, keys: toKey ? [toKey.pinned] : [] },
      { node, nonce, ...dates },
    )
  const body = { to: to.viewer.did, ...(signed ? { signed } : { until: dates.until }) }
  done(await delegate({ db: fleet.db, viewer: from.viewer }, node, body))
}

it('says nothing about a node without pins, and takes any approval', async () => {
  expect(await told(anna)).toEqual({ onNode: null, emergencyOnNode: null, unsigned: null })
  expect(await told({ viewer: operator, key: null })).toBeNull()
  expect(await approve(keyless)).toBe('Approved')
})

it('takes the approval of a pinned key', async () => {
  await announce(pins([anna]))
  expect((await told(anna))?.onNode).toEqual({
    ...{ counts: 'yes', keys: [anna.key?.pinned.key], why: 'This node counts your approval.' },
  })
  expect(await approve(anna)).toBe('Approved')
})

const unsignedDelegation = async (to: Signer) => {
  await delegated(keyless, to)
  return to
}
const signedDelegation = async (from: Signer, to: Signer, key = to.key) => {
  await delegated(from, to, key)
  return to
}

it('says that an approval is not signed any more, once the last key has expired or was revoked', async () => {
  const eva = await person('eva')
  await fleet.db.query(`DELETE FROM nodes WHERE node_did = 'did:test:node:eva'`)
  await testNode(fleet.db, 'did:test:node:eva', 'eva')
  jobId = await requestedJob(fleet.db, operator, 'did:test:node:eva')
  expect(await told(eva)).toMatchObject({ unsigned: null })
  const approval_hash = documentDigest(await document())
  const unsigned = async () =>
    said(await decideJob({ db: fleet.db, viewer: eva.viewer }, 'Approved', jobId, { approval_hash }))
  expect(await unsigned()).toMatch(/^forbidden: You have a key/)
  await fleet.db.query(`UPDATE consent_keys SET expires_at = now() WHERE person_id = 'eva'`)
  const why = expect.stringMatching(/^Your last signing key expired on .*nothing that you approve/)
  expect(await told(eva)).toMatchObject({ unsigned: why })
  expect((await signingWays(eva.viewer)).unsigned).toEqual(why)
  expect(await unsigned()).toBe('Approved')
  const votes = (await jobDetail(eva.viewer, jobId))?.consent.votes
  expect(votes?.map(({ signature }) => signature.state)).toEqual(['unsigned'])
  await fleet.db.query(`UPDATE consent_keys SET revoked_at = now() WHERE person_id = 'eva'`)
  expect((await signingWays(eva.viewer)).unsigned).toMatch(/^Your last signing key was revoked on /)
})

it.each<[string, () => NodeTrust, () => Signer | Promise<Signer>, RegExp]>([
  ['unsigned', () => pins([anna]), () => keyless, /you have no signing key\. Add one .* pinned/],
  [
    'signed with a key that is not pinned',
    () => pins([anna]),
    () => ben,
    /yours is not one of them\. Have it pinned/,
  ],
  [
    'of a delegate where the node counts none',
    () => pins([anna], { delegation: false }),
    () => signedDelegation(anna, dora),
    /This node counts no delegates\. Let an owner approve/,
  ],
  [
    'of a delegate whose owner has signed nothing',
    () => pins([anna]),
    () => unsignedDelegation(dora),
    /yours is not signed\. Let the owner delegate to you again/,
  ],
  [
    'of a delegate of somebody who is not pinned',
    () => pins([anna]),
    () => signedDelegation(ben, dora),
    /for a key that it names; yours is not one of them/,
  ],
  [
    'of a delegate with another key than the delegation names',
    () => pins([anna]),
    () => signedDelegation(anna, dora, null),
    /for a key that it names; yours is not one of them/,
  ],
])('refuses an approval %s, and says so before', async (_, trust, by, why) => {
  const signer = await by()
  await announce(trust())
  expect(await told(signer)).toMatchObject({ onNode: { counts: 'no', why: expect.stringMatching(why) } })
  expect(await approve(signer)).toMatch(new RegExp(`^conflict: .*${why.source}`))
  expect(await fleet.db.query(`SELECT FROM job_votes`)).toEqual([])
  const { viewer } = signer
  const body = { approval_hash: documentDigest(await document()), reason: 'Not like this' }
  expect(said(await decideJob({ db: fleet.db, viewer }, 'Rejected', jobId, body))).toBe('Rejected')
})

it('takes a delegate’s approval under a delegation by a pinned key, and warns where the agent is too old to know', async () => {
  await delegated(anna, dora)
  await announce(pins([anna], { delegation: undefined }))
  expect(await told(dora)).toMatchObject({
    onNode: { counts: 'unknown', why: expect.stringMatching(/older version/) },
  })
  await announce(pins([anna]))
  expect(await told(dora)).toMatchObject({ onNode: { counts: 'yes' } })
  expect(await approve(dora)).toBe('Approved')
})

it('takes a group’s approval for the group, never for the node', async () => {
  await fleet.db.query(`INSERT INTO approver_groups (name) VALUES ('ops')`)
  await fleet.db.query(
    `INSERT INTO group_members (group_id, person_id) SELECT group_id, 'mia' FROM approver_groups`,
  )
  await fleet.db.query(`INSERT INTO approval_rules (name, task_name, owners) VALUES ('r', 'archive_data', 1)`)
  await fleet.db.query(
    `INSERT INTO rule_seats (rule_id, group_id, votes) SELECT rule_id, group_id, 1 FROM approval_rules, approver_groups`,
  )
  try {
    await announce(pins([anna], { delegation: false }))
    expect(await told(mia)).toMatchObject({ onNode: { counts: 'group' } })
    expect(await approve(mia)).toMatch(/^PendingApproval, lacks 1 more of the node's owners/)
    expect(await approve(anna)).toBe('Approved')
    done(await withdrawJob({ db: fleet.db, viewer: anna.viewer }, jobId, {}))
    // Whoever stands for an owner on this server alone is a member all the same, and nothing more.
    await delegated(anna, mia)
    expect(await approve(mia)).toMatch(
      /^PendingApproval, lacks 1 more approval signed with a key that the node pins/,
    )
    expect((await jobDetail(anna.viewer, jobId))?.consent.lacks).toMatch(/^1 more approval signed/)
    expect(await approve(anna)).toBe('Approved')
  } finally {
    await fleet.db.query(`DELETE FROM maintenance_jobs; SET session_replication_role = replica;
      DELETE FROM rule_seats; DELETE FROM approval_rules; DELETE FROM group_members; DELETE FROM approver_groups;
      RESET session_replication_role`)
  }
})

describe('with votes from before the node announced its pins', () => {
  it('does not approve what an unsigned one would have completed', async () => {
    await announce(null)
    await fleet.db.query(
      `INSERT INTO approval_rules (name, task_name, owners) VALUES ('two', 'archive_data', 2)`,
    )
    try {
      expect(await approve(keyless)).toMatch(/^PendingApproval/)
      await announce(pins([anna, ben], { required: 2 }))
      expect(await approve(anna)).toBe(
        'PendingApproval, lacks 1 more approval signed with a key that the node pins',
      )
      const page = await jobDetail(ben.viewer, jobId)
      expect(page?.consent.votes.map(({ note }) => note)).toEqual([
        'does not count on the node: it is not signed',
        null,
      ])
      expect(await approve(ben)).toBe('Approved')
    } finally {
      await removeRules()
    }
  })

  it('does not approve with one that the node refuses, until it is withdrawn', async () => {
    await announce(null)
    await fleet.db.query(
      `INSERT INTO approval_rules (name, task_name, owners) VALUES ('two', 'archive_data', 2)`,
    )
    try {
      expect(await approve(ben)).toMatch(/^PendingApproval/)
    } finally {
      await removeRules()
    }
    await announce(pins([anna]))
    expect(await approve(anna)).toMatch(/^PendingApproval, lacks Person ben to withdraw their vote/)
    expect(await approveInEmergency(eve)).toMatch(/^conflict: This node pins no keys for emergencies/)
    done(await withdrawJob({ db: fleet.db, viewer: ben.viewer }, jobId, {}))
    done(await withdrawJob({ db: fleet.db, viewer: anna.viewer }, jobId, {}))
    expect(await approve(anna)).toBe('Approved')
  })
})

const removeRules = () =>
  fleet.db.query(
    `SET session_replication_role = replica; DELETE FROM approval_rules; RESET session_replication_role`,
  )

describe('an emergency approval', () => {
  const emergency = (...keys: { person: string; key: string }[]) => ({ required: 1, keys })
  const keyOf = ({ viewer, key }: Signer) => ({ person: viewer.did, key: key?.pinned.key ?? '' })

  it.each<[string, () => NodeTrust, RegExp]>([
    [
      'where the node pins no such keys',
      () => pins([anna]),
      /pins no keys for emergencies.*Let its owners approve/,
    ],
    [
      'with a key that is not pinned for it',
      () => pins([anna], { emergency: 1, emergency_pins: emergency(keyOf(anna)) }),
      /yours is not one of them\. Have it pinned there/,
    ],
    [
      'where the node wants several',
      () => pins([anna], { emergency: 2, emergency_pins: { required: 2, keys: [keyOf(eve), keyOf(anna)] } }),
      /wants 2 emergency approvals .* takes only one/,
    ],
  ])('is refused %s, which is said before', async (_, trust, why) => {
    await announce(trust())
    expect(await told(eve)).toMatchObject({
      emergencyOnNode: { counts: 'no', why: expect.stringMatching(why) },
    })
    expect(await approveInEmergency(eve)).toMatch(new RegExp(`^conflict: .*${why.source}`))
    expect(await fleet.db.query(`SELECT FROM break_glass`)).toEqual([])
  })

  it('is taken with a pinned key, and with a warning from an agent that does not name its keys', async () => {
    await announce(pins([anna], { emergency: 1 }))
    expect(await told(eve)).toMatchObject({ emergencyOnNode: { counts: 'unknown' } })
    await announce(pins([anna], { emergency: 1, emergency_pins: emergency(keyOf(eve)) }))
    expect(await told(eve)).toMatchObject({ emergencyOnNode: { counts: 'yes' } })
    expect(await approveInEmergency(eve)).toBe('Approved')
    expect(await statusOf(fleet.db, jobId)).toBe('Approved')
  })
})
