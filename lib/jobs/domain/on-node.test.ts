import { expect, it } from 'vitest'
import type { NodeTrust } from '@/lib/fleet/domain/node-trust'
import { documentDigest } from '@/lib/signing/domain/document'
import type { Pins } from '@/lib/signing/domain/pins'
import { verifyVotes } from '@/lib/signing/domain/verify-votes'
import { at, delegationOf, documentOf, node, now, plainKey, voteOf } from '@/test/consent-signing'
import { type Approver, approvalOnNode, nodeLacks, unknownKey } from './on-node'

const anna = { person: 'did:test:anna', key: plainKey('ed25519') }
const ben = { person: 'did:test:ben', key: plainKey('p256') }
const dora = { person: 'did:test:dora', key: plainKey('p256') }
const other = plainKey('ed25519')
const document = documentOf()
const digest = documentDigest(document)

const pinsOf = (more: Partial<Pins>): Pins => ({
  ...{ node, required: 1, delegation: true, emergency: null },
  owners: [{ person: anna.person, keys: [anna.key.pinned] }],
  ...more,
})
/** As the agent announces them. */
const trustOf = ({ required, owners, delegation }: Pins): NodeTrust => ({
  ...{ required, delegation, emergency: 0 },
  owners: owners.map(({ person, keys }) => ({ person, keys: keys.map(({ key }) => key) })),
})

const from = (by: typeof anna, to_keys = [dora.key.pinned], more = {}) =>
  delegationOf(by, { person: dora.person, keys: to_keys }, more)

type Voter = { who: typeof anna; standing: Approver['standing']; delegations?: ReturnType<typeof from>[] }

/** What the node says to this vote, which the server hands out. */
function verdict(pins: Pins, { who, delegations = [] }: Voter): string {
  const votes = [voteOf(document, who.person, who.key)]
  const result = verifyVotes({ document, digest, now, votes, delegations, pins })
  return result.ok ? 'yes' : 'no'
}

const cases: [string, Partial<Pins>, Voter][] = [
  ['a pinned owner', {}, { who: anna, standing: 'owner' }],
  ['an owner with another key', {}, { who: { ...anna, key: other }, standing: 'owner' }],
  ['an owner who is not pinned', {}, { who: ben, standing: 'owner' }],
  ['a delegate', {}, { who: dora, standing: 'delegate', delegations: [from(anna)] }],
  [
    'a delegate where none counts',
    { delegation: false },
    { who: dora, standing: 'delegate', delegations: [from(anna)] },
  ],
  ['a delegate of another', {}, { who: dora, standing: 'delegate', delegations: [from(ben)] }],
  [
    'a delegate by another key',
    {},
    { who: dora, standing: 'delegate', delegations: [from({ ...anna, key: other })] },
  ],
  [
    'a delegate with another key',
    {},
    { who: { ...dora, key: other }, standing: 'delegate', delegations: [from(anna)] },
  ],
  [
    'a delegate too late',
    {},
    { who: dora, standing: 'delegate', delegations: [from(anna, undefined, { until: at(-10) })] },
  ],
  [
    'a delegate of two, one of them pinned',
    {},
    { who: dora, standing: 'delegate', delegations: [from(ben), from(anna)] },
  ],
  ['an owner who is a delegate too', {}, { who: dora, standing: 'owner', delegations: [from(anna)] }],
]

it.each(cases)('says of %s what the node will say', (_, more, voter) => {
  const pins = pinsOf(more)
  const { who, standing, delegations = [] } = voter
  const approver = { ...{ did: who.person, standing, inGroup: false, at: at(-5) }, delegations }
  const { counts, keys } = approvalOnNode(trustOf(pins), { ...approver, keys: [who.key.pinned.key] })
  expect(counts).toBe(verdict(pins, voter))
  expect(keys).toEqual(counts === 'yes' ? [who.key.pinned.key] : [])
})

const owner = (who: typeof anna, keys = [who.key.pinned.key]): Approver & { name: string } => ({
  ...{ did: who.person, name: who.person, standing: 'owner', inGroup: false },
  ...{ keys, delegations: [], at: at(-5) },
})

it('counts people, and knows whose vote the node refuses', () => {
  const both = pinsOf({
    ...{ required: 2, owners: [anna, ben].map(({ person, key }) => ({ person, keys: [key.pinned] })) },
  })
  const trust = trustOf(both)
  expect(nodeLacks(trust, [])).toMatch(/^2 more approvals signed/)
  expect(nodeLacks(trust, [owner(anna), owner(ben, [])])).toMatch(/^1 more approval signed/)
  expect(nodeLacks(trust, [owner(anna), owner(ben)])).toBeNull()
  const delegate = { ...owner(dora), standing: 'delegate' as const, delegations: [from(anna)] }
  expect(nodeLacks(trust, [owner(anna), delegate])).toMatch(/^1 more approval signed/)
  expect(nodeLacks(trust, [owner(ben), delegate])).toBeNull()
  const stranger = owner(anna, [other.pinned.key])
  expect(unknownKey(trust, [owner(ben), stranger])).toMatch(/^did:test:anna to withdraw their vote/)
  expect(nodeLacks(trust, [owner(ben), stranger])).toMatch(/^did:test:anna to withdraw their vote/)
})
