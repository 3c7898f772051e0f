import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { PersonViewer, Terminal } from '@/lib/kernel/role'
import { rightsTransaction } from '@/lib/people/services/rights-transaction'
import { type TestFleet, testFleet, testNode, testPerson } from '@/test/fleet'
import { done, failureOf } from '@/test/result'
import { addNode } from './add-node'
import { createRule } from './create-rule'

const node = 'did:test:node:1'
const reason = 'The night shift needs her.'
const second = 'second@example.org'
const terminal: Terminal = { kind: 'terminal' }
let fleet: TestFleet
let owner: PersonViewer
let admin: PersonViewer

beforeAll(async () => {
  fleet = await testFleet(2)
  owner = await testPerson(fleet.db, 'owner', 'approver')
  await testPerson(fleet.db, 'second', 'operator')
  admin = await testPerson(fleet.db, 'admin', 'admin')
  done(await createRule(by(admin), { name: 'zone', label_key: 'zone', groups: [] }))
})
afterAll(() => fleet.close())
beforeEach(async () => {
  await fleet.db.query(`DELETE FROM nodes`)
  await testNode(fleet.db, node, owner.id)
  await fleet.db.query(`UPDATE nodes SET name = 'One', labels = '{"zone": "a"}'`)
})

const by = (viewer: PersonViewer | Terminal) => ({ db: fleet.db, viewer })
const add = (input: object, viewer: PersonViewer | Terminal = terminal) =>
  addNode(by(viewer), { did: node, ...input })
const stored = async () =>
  (
    await fleet.db.query(
      `SELECT name, labels, restricted, ARRAY(SELECT person_id FROM node_owners WHERE node_did = n.node_did) AS owners,
              (SELECT count(*)::int FROM consent_changes c WHERE c.node_did = n.node_did) AS changes FROM nodes n`,
    )
  )[0]
const asItWas = { name: 'One', labels: { zone: 'a' }, restricted: false, owners: ['owner'], changes: 0 }

it('asks the owners of a known node about another one, as it says', async () => {
  const added = done(await add({ owner: second, reason }))
  expect(added).toMatchObject({ existed: true, owner: null, changes: [{ kind: 'add_owner', reason }] })
  expect(added.warnings).toEqual([
    expect.stringContaining('only owners with the approver role'),
    expect.stringContaining('asked first'),
  ])
  expect(await stored()).toEqual({ ...asItWas, changes: 1 })
})

it('asks them about labels with which a rule would no longer apply, and about no others', async () => {
  const { changes } = done(await add({ labels: { site: 'x' }, name: 'Two', reason }))
  expect(changes).toMatchObject([{ kind: 'label', what: { labels: { site: 'x' } } }])
  expect(await stored()).toEqual({ ...asItWas, name: 'Two', changes: 1 })
  expect(done(await add({ labels: { zone: 'a', site: 'x' } })).changes).toEqual([])
  expect((await stored()).labels).toEqual({ zone: 'a', site: 'x' })
})

it.each([
  ['another owner', { owner: second }],
  ['labels', { labels: {} }],
])('changes nothing about %s without a reason', async (_, input) => {
  expect(failureOf(await add({ ...input, name: 'Two' }))).toBe('invalid reason')
  expect(await stored()).toEqual(asItWas)
})

it('leaves nothing of what it did before it is refused', async () => {
  done(await add({ owner: second, reason }))
  expect(failureOf(await add({ owner: second, labels: {}, name: 'Two', reason }))).toBe('conflict waiting')
  expect(await stored()).toEqual({ ...asItWas, changes: 1 })
})

it('asks nobody about an owner who owns it already', async () => {
  expect(done(await add({ owner: 'owner@example.org' }))).toMatchObject({ owner: owner.did, changes: [] })
})

it('takes a refusal of the guards for a failure, whatever was forgotten to be asked', async () => {
  const restrict = rightsTransaction(by(admin), 'restrictNode', async (tx) => {
    await tx.query(`UPDATE nodes SET name = 'Two'`)
    await tx.query(`UPDATE nodes SET restricted = true`)
    return { ok: true, value: null }
  })
  expect(failureOf(await restrict)).toBe('conflict')
  expect(await stored()).toEqual(asItWas)
})
