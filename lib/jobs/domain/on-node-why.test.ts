import { expect, it } from 'vitest'
import type { NodeTrust } from '@/lib/fleet/domain/node-trust'
import type { SignedDelegation } from '@/lib/signing/domain/delegation'
import { type Approver, approvalOnNode, emergencyOnNode, type OnNode } from './on-node'

// Which answer somebody gets, and with which keys it counts. That the node agrees: on-node.test.ts.

const [anna, ben, dora] = ['did:a:anna', 'did:a:ben', 'did:a:dora']
const trust: NodeTrust = {
  ...{ required: 1, emergency: 0, delegation: true },
  owners: [
    { person: anna, keys: ['anna-1', 'anna-2'] },
    { person: ben, keys: ['ben-1'] },
  ],
}

const delegation = (from: string, to: string, signedWith: string): SignedDelegation => ({
  delegation: {
    ...{ node: 'did:n:1', from, to, to_keys: [{ key: `${to.slice(6)}-1` }], nonce: '' },
    ...{ starts: '2026-11-29T00:00:00.000Z', until: '2026-11-30T00:00:00.000Z' },
  },
  ...{ key: signedWith, signature: { kind: 'ed25519', value: '' } },
})
const byAnna = delegation(anna, dora, 'anna-1')
const unsigned = 'not signed by a pinned key'

const owner = { standing: 'owner' as const }
const delegate = { standing: 'delegate' as const, did: dora }
const group = { standing: 'group' as const, did: dora }

const answer = (counts: OnNode['counts'], why: RegExp, keys: string[] = []) => ({ counts, keys, why })

it.each<[string, Partial<Approver>, Partial<NodeTrust>, ReturnType<typeof answer>]>([
  [
    'all their keys are pinned',
    { keys: ['anna-1', 'anna-2'] },
    {},
    answer('yes', /approval\.$/, ['anna-1', 'anna-2']),
  ],
  [
    'two of three are',
    { keys: ['anna-1', 'x', 'anna-2'] },
    {},
    answer('yes', /if you sign with anna-1 or anna-2\.$/, ['anna-1', 'anna-2']),
  ],
  ['their key is pinned for another', { keys: ['ben-1'] }, {}, answer('no', /signature .*yours is not/)],
  [
    'none of two is pinned',
    { keys: ['x', 'y'] },
    {},
    answer('no', /signature .*none of yours .*you can still reject/),
  ],
  ['they have no key', { keys: [] }, {}, answer('no', /you have no signing key.*have it pinned/)],
  ['no delegates count', { keys: ['x'] }, { delegation: false }, answer('no', /signature .*yours is not/)],
  ['an owner is in a group', { keys: ['x'], inGroup: true }, {}, answer('no', /signature .*yours is not/)],
  ['an owner without keys is in a group', { keys: [], inGroup: true }, {}, answer('group', /for your group/)],

  [
    'a delegate has no key',
    { ...delegate, keys: [] },
    {},
    answer('no', /you have no signing key.*delegate to you again/),
  ],
  [
    'their delegation is not signed',
    delegate,
    {},
    answer('no', /yours is not signed.*delegate to you again/),
  ],
  [
    'it was signed with another key',
    { ...delegate, delegations: [delegation(anna, dora, unsigned)] },
    {},
    answer('no', /for a key that it names; yours is not.*delegate to you again/),
  ],
  [
    'the node counts no delegates',
    { ...delegate, delegations: [byAnna] },
    { delegation: false },
    answer('no', /counts no delegates/),
  ],
  [
    'the delegation counts',
    { ...delegate, delegations: [byAnna] },
    {},
    answer('yes', /approval\.$/, ['dora-1']),
  ],
  [
    'the node does not say whether delegates count',
    { ...delegate, delegations: [byAnna] },
    { delegation: undefined },
    answer('unknown', /older version/, ['dora-1']),
  ],
  [
    'it does not matter whether they do',
    { keys: ['anna-1'] },
    { delegation: undefined },
    answer('yes', /approval\.$/, ['anna-1']),
  ],

  ['a member of a group has no pinned key', group, {}, answer('group', /for your group/)],
  [
    'nothing hands out the vote of one who has',
    { ...group, did: anna, keys: ['anna-1'] },
    {},
    answer('group', /for your group/),
  ],
  [
    'nothing hands out that of a delegate without a signature',
    { ...delegate, did: anna, keys: ['anna-1'] },
    {},
    answer('no', /yours is not signed/),
  ],
  [
    'a signed delegation hands it out, whoever signed that',
    { ...delegate, did: anna, keys: ['anna-1'], delegations: [delegation('did:a:eve', anna, 'eve-1')] },
    { delegation: false },
    answer('yes', /approval\.$/, ['anna-1']),
  ],
  [
    'a delegate in a group has a vote that the node would refuse',
    { ...delegate, inGroup: true, delegations: [delegation(anna, dora, unsigned)] },
    {},
    answer('no', /for a key that it names/),
  ],
  [
    'a delegate in a group has none that it sees',
    { ...delegate, inGroup: true },
    {},
    answer('group', /for your group/),
  ],
])('an approval: %s', (_, approver, node, expected) => {
  const who = { did: anna, standing: null, inGroup: false, delegations: [], at: '2026-11-29T12:00:00.000Z' }
  const keys = [`${(approver.did ?? anna).slice(6)}-1`]
  const {
    counts,
    keys: good,
    why,
  } = approvalOnNode({ ...trust, ...node }, { ...who, ...owner, keys, ...approver })
  expect({ counts, keys: good }).toEqual({ counts: expected.counts, keys: expected.keys })
  expect(why).toMatch(expected.why)
})

it.each<[string, string[], Partial<NodeTrust>, ReturnType<typeof answer>]>([
  ['no key is pinned for it', ['anna-1'], { emergency: 0 }, answer('no', /pins no keys for emergencies/)],
  ['their only key is', ['anna-1'], {}, answer('yes', /emergency approval\.$/, ['anna-1'])],
  [
    'two of their keys are',
    ['anna-1', 'x', 'anna-2'],
    {},
    answer('yes', /if you sign with anna-1 or anna-2\.$/, ['anna-1', 'anna-2']),
  ],
  ['another’s key is', ['ben-1'], {}, answer('no', /signature .*yours is not/)],
  ['none of theirs is', ['x', 'y'], {}, answer('no', /signature .*none of yours/)],
  ['they have no key', [], {}, answer('no', /you have no signing key/)],
  [
    'the node wants two',
    ['anna-1'],
    { emergency_pins: { required: 2, keys: [{ person: anna, key: 'anna-1' }] } },
    answer('no', /wants 2 emergency approvals/),
  ],
  [
    'the node does not say which',
    ['anna-1', 'x'],
    { emergency_pins: undefined },
    answer('unknown', /older version/, ['anna-1', 'x']),
  ],
])('an emergency approval: %s', (_, keys, node, expected) => {
  const pinned = [
    { person: anna, key: 'anna-1' },
    { person: anna, key: 'anna-2' },
    { person: ben, key: 'ben-1' },
  ]
  const pins = { emergency: 1, emergency_pins: { required: 1, keys: pinned } }
  const { why, ...rest } = emergencyOnNode({ ...trust, ...pins, ...node }, anna, keys)
  expect(rest).toEqual({ counts: expected.counts, keys: expected.keys })
  expect(why).toMatch(expected.why)
})
