import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readOwnDelegations } from '@/lib/consent/db/delegations'
import { ownersAble } from '@/lib/consent/db/rules'
import type { PersonViewer } from '@/lib/kernel/role'
import { type Delegation, delegationDigest } from '@/lib/signing/domain/delegation'
import { signDigest, signerOf } from '@/lib/signing/domain/sign'
import { storedKey } from '@/test/enrolment'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { done, failureOf } from '@/test/result'
import { delegateMany, endDelegations } from './delegate-many'

const mine = ['did:test:node:1', 'did:test:node:2', 'did:test:node:3']
const foreign = 'did:test:node:foreign'
const hidden = 'did:test:node:hidden'
let fleet: TestFleet
let owner: PersonViewer
let deputy: PersonViewer
let other: PersonViewer
let operator: PersonViewer
let admin: PersonViewer

beforeAll(async () => {
  fleet = await testFleet(4)
  owner = await testPerson(fleet.db, 'owner', 'approver')
  deputy = await testPerson(fleet.db, 'deputy', 'approver')
  other = await testPerson(fleet.db, 'other', 'approver')
  operator = await testPerson(fleet.db, 'operator', 'operator')
  admin = await testPerson(fleet.db, 'admin', 'admin')
})
afterAll(() => fleet.close())
beforeEach(async () => {
  await fleet.db.query(`DELETE FROM nodes`)
  await fleet.db.query(`UPDATE consent_keys SET revoked_at = now() WHERE revoked_at IS NULL`)
  for (const did of mine) await testNode(fleet.db, did, owner.id)
  await testNode(fleet.db, foreign, other.id)
  await testNode(fleet.db, hidden, [])
  await fleet.db.query(`UPDATE nodes SET restricted = true WHERE node_did = $1`, [hidden])
  await fleet.db.query(`INSERT INTO node_owners (node_did, person_id) VALUES ($1, 'other')`, [hidden])
})

const by = (viewer: PersonViewer) => ({ db: fleet.db, viewer })
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()
const make = (nodes: string[], more: object = {}, viewer = owner) =>
  delegateMany(by(viewer), { to: deputy.did, nodes: nodes.map((node_did) => ({ node_did })), ...more })
const held = async (viewer = owner) =>
  (await readOwnDelegations(fleet.db.manager, viewer)).map(({ node, given }) => [node.did, given])

describe('one delegate for several nodes', () => {
  it('has a delegation on each, for the same time, and a result for each', async () => {
    const { results } = done(await make(mine, { starts: inDays(2), until: inDays(9) }))
    expect(results.map(({ node_did, failure }) => [node_did, failure])).toEqual(
      mine.map((did) => [did, null]),
    )
    expect(await held()).toEqual(mine.map((did) => [did, true]))
    const rows = await fleet.db.query<{ length: number; begun: boolean }[]>(
      `SELECT DISTINCT round(extract(epoch FROM valid_until - valid_from) / 86400)::int AS length, valid_from < now() AS begun FROM delegations`,
    )
    expect(rows).toEqual([{ length: 7, begun: false }])
  })

  it('says of each why it was not done: of others, hidden, unknown, and of one that the delegate owns', async () => {
    await fleet.db.query(`DELETE FROM nodes WHERE node_did = $1`, [mine[2]])
    await testNode(fleet.db, mine[2] ?? '', [owner.id, deputy.id])
    const { results } = done(await make([...mine, foreign, hidden, 'did:test:node:none']))
    expect(results.map(({ failure }) => failure)).toEqual([
      null,
      null,
      { kind: 'invalid', detail: 'to already owns the node.' },
      { kind: 'forbidden', detail: 'Only an owner of the node can delegate the right to decide.' },
      { kind: 'not_found', detail: `There is no node ${hidden}.` },
      { kind: 'not_found', detail: 'There is no node did:test:node:none.' },
    ])
    expect(await held()).toHaveLength(2)
  })

  it('is refused as a whole to whoever owns none of them, and to people with too little', async () => {
    expect(failureOf(await make(mine, {}, other))).toBe('forbidden')
    expect(failureOf(await make(mine, {}, operator))).toBe('forbidden')
    expect(failureOf(await make(mine, {}, admin))).toBe('forbidden')
    expect(await held()).toEqual([])
  })

  it.each<[string, object, string]>([
    ['no node', { nodes: [] }, 'invalid nodes'],
    ['a node twice', { nodes: [{ node_did: 'did:a:b' }, { node_did: 'did:a:b' }] }, 'invalid nodes'],
    ['no DID', { nodes: [{ node_did: 'mill' }] }, 'invalid nodes[0].node_did'],
    ['no time', { until: 'tomorrow' }, 'invalid until'],
    ['a start that is no time', { starts: '2027-01-01' }, 'invalid starts'],
    ['an unknown field', { from: 'owner' }, 'invalid'],
    [
      'too many',
      { nodes: Array.from({ length: 501 }, (_, n) => ({ node_did: `did:a:${n}` })) },
      'invalid nodes',
    ],
  ])('with %s is refused', async (_, more, failure) => {
    expect(failureOf(await make(mine, more))).toBe(failure)
  })

  it('says at each node that the time is wrong, or the delegate', async () => {
    const failures = async (more: object) => {
      const { results } = done(await make([mine[0] ?? ''], more))
      return results[0]?.failure?.detail
    }
    expect(await failures({ until: inDays(-1) })).toBe('until must be in the future.')
    expect(await failures({ starts: inDays(3), until: inDays(2) })).toBe('until must be after its start.')
    expect(await failures({ until: inDays(400) })).toBe('until must be at most a year after its start.')
    expect(await failures({ to: 'operator@example.org' })).toMatch(/^to needs the approver role/)
    expect(await failures({ to: owner.did })).toMatch(/^to must be somebody else/)
  })
})

it('whoever has a key signs each; without its signature that node alone is not delegated', async () => {
  const signer = signerOf(generateKeyPairSync('ed25519').privateKey)
  await storedKey(fleet.db, 'owner', signer.publicKey.did)
  const signedFor = (node: string, more: Partial<Delegation> = {}) => {
    const delegation: Delegation = {
      ...{ node, from: owner.did, to: deputy.did, to_keys: [] },
      ...{ starts: inDays(1), until: inDays(5), nonce: randomBytes(16).toString('base64url') },
      ...more,
    }
    return {
      delegation,
      key: signer.publicKey.did,
      signature: signDigest(signer, delegationDigest(delegation)),
    }
  }
  const [first = '', second = '', third = ''] = mine
  const times = { starts: inDays(1), until: inDays(5) }
  const { results } = done(
    await delegateMany(by(owner), {
      to: deputy.did,
      nodes: [
        { node_did: first, signed: signedFor(first, times) },
        { node_did: second },
        { node_did: third, signed: signedFor(first) },
      ],
    }),
  )
  expect(results.map(({ failure }) => failure?.kind ?? 'done')).toEqual(['done', 'forbidden', 'invalid'])
  expect(results[2]?.failure?.detail).toContain(`is for the node ${first}`)
  const [row] = await fleet.db.query<{ from: Date; signed: boolean }[]>(
    `SELECT valid_from AS from, signed IS NOT NULL AS signed FROM delegations`,
  )
  expect(row).toEqual({ from: new Date(times.starts), signed: true })
})

it('one that begins later counts from then on', async () => {
  done(await make(mine, { starts: inDays(1), until: inDays(5) }))
  const stands = async () =>
    (await fleet.db.query<unknown[]>(`SELECT 1 FROM node_deciders WHERE person_id = 'deputy'`)).length
  expect(await stands()).toBe(0)
  // An owner who cannot approve has nobody who can, until then.
  await fleet.db.query(`UPDATE people SET role = 'operator' WHERE id = 'owner'`)
  expect(await ownersAble(fleet.db.manager, mine[0] ?? '')).toBe(0)
  await fleet.db.query(`UPDATE delegations SET valid_from = now() - interval '1 minute'`)
  expect(await stands()).toBe(mine.length)
  expect(await ownersAble(fleet.db.manager, mine[0] ?? '')).toBe(1)
  await fleet.db.query(`UPDATE people SET role = 'approver' WHERE id = 'owner'`)
})

describe('several are ended together', () => {
  const ids = async () =>
    (
      await fleet.db.query<{ id: string }[]>(`SELECT delegation_id AS id FROM delegations ORDER BY node_did`)
    ).map(({ id }) => id)
  const end = (delegation_ids: string[], viewer = owner) => endDelegations(by(viewer), { delegation_ids })

  it('by their owner, their delegate or an administrator, each with its result', async () => {
    for (const viewer of [owner, deputy, admin]) {
      await fleet.db.query(`DELETE FROM delegations`)
      done(await make(mine))
      const { results } = done(await end(await ids(), viewer))
      expect(results.map(({ failure }) => failure)).toEqual([null, null, null])
      expect(await held()).toEqual([])
    }
  })

  it('by nobody else; those that have ended and unknown ones are said', async () => {
    done(await make(mine))
    const [first = '', ...rest] = await ids()
    expect(failureOf(await end([first], other))).toBe('forbidden')
    done(await end([first]))
    const unknown = '00000000-0000-4000-8000-000000000000'
    const { results } = done(await end([first, ...rest, unknown]))
    expect(results.map(({ failure }) => failure?.detail ?? null)).toEqual([
      'This delegation has already ended.',
      null,
      null,
      'There is no such delegation.',
    ])
    expect(failureOf(await end([]))).toBe('invalid delegation_ids')
    expect(failureOf(await end(['x']))).toBe('invalid delegation_ids[0]')
  })

  it('one on a hidden node is answered as one that there is not', async () => {
    await fleet.db.query(
      `INSERT INTO delegations (node_did, owner_id, delegate_id, valid_until) VALUES ($1, 'other', 'deputy', now() + interval '1 day')`,
      [hidden],
    )
    const [id = ''] = await ids()
    expect(done(await end([id])).results).toEqual([
      { delegation_id: id, failure: { kind: 'not_found', detail: 'There is no such delegation.' } },
    ])
    expect(await held(deputy)).toEqual([[hidden, false]])
    await fleet.db.query(`UPDATE delegations SET valid_from = now() + interval '1 hour'`)
    expect(await held(deputy)).toEqual([])
  })
})
