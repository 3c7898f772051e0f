import { describe, expect, it } from 'vitest'
import { node, passkey, plainKey, type TestKey } from '@/test/consent-signing'
import { type PinSet, type Pins, parseUnsignedPins, pinSetDigest, pins as pinsForm } from './pins'
import { countPersons } from './quorum'
import { verifyPins } from './verify-pins'

const anna = 'did:web:example.org:anna'
const ben = 'did:web:example.org:ben'
const eve = 'did:web:example.org:eve'
const keys = { anna: plainKey('ed25519'), annaToo: plainKey('p256'), ben: passkey(), eve: plainKey('p256') }

const pins: Pins = {
  node,
  required: 2,
  owners: [
    { person: anna, keys: [keys.anna.pinned, keys.annaToo.pinned] },
    { person: ben, keys: [keys.ben.pinned] },
  ],
  delegation: true,
  emergency: null,
}

describe('the pins of a tasks file', () => {
  const problem = (other: object): string => {
    const parsed = pinsForm.safeParse({ ...pins, ...other })
    return parsed.success ? 'ok' : (parsed.error.issues[0]?.path.join('.') ?? '')
  }
  const key = keys.eve.pinned

  it.each<[string, string, object]>([
    ['as they are', 'ok', {}],
    ['more than there are owners', 'required', { required: 3 }],
    ['nobody must sign', 'required', { required: 0 }],
    ['no owners', 'owners', { owners: [] }],
    ['a person twice', 'owners', { owners: [...pins.owners, { person: ben, keys: [key] }] }],
    ['a key of two', 'owners', { owners: [...pins.owners, { person: eve, keys: [keys.anna.pinned] }] }],
    [
      'a key of an owner for emergencies',
      'owners',
      { emergency: { required: 1, keys: [{ person: eve, ...keys.anna.pinned }] } },
    ],
    [
      'more than there are people for emergencies',
      'emergency.required',
      { emergency: { required: 2, keys: [{ person: eve, ...key }] } },
    ],
    [
      'two keys of one person for emergencies',
      'emergency.required',
      {
        emergency: {
          required: 2,
          keys: [
            { person: eve, ...key },
            { person: eve, ...plainKey('p256').pinned },
          ],
        },
      },
    ],
    ['an emergency key of nobody', 'emergency.keys.0', { emergency: { required: 1, keys: [key] } }],
    ['an emergency', 'ok', { emergency: { required: 1, keys: [{ person: eve, ...key }] } }],
    ['a member that they do not have', '', { more: 1 }],
  ])('%s: %s', (_, path, other) => {
    expect(problem(other)).toBe(path)
  })

  it('allow no delegation and no emergency unless they say so', () => {
    const { delegation: _, emergency: __, ...rest } = pins
    expect(pinsForm.parse(rest)).toMatchObject({ delegation: false, emergency: null })
  })
})

describe('new pins', () => {
  const next: PinSet = {
    node,
    sequence: 5,
    required: 1,
    owners: [{ person: eve, keys: [keys.eve.pinned] }],
    emergency: null,
  }
  const signed = (set: PinSet, ...by: TestKey[]) => ({
    pins: set,
    signatures: by.map((one) => ({ key: one.pinned.key, signature: one.sign(pinSetDigest(set)) })),
  })
  const codeOf = (value: unknown, sequence = 4): string => {
    const verdict = verifyPins(value, { pins, sequence })
    return verdict.ok ? 'ok' : verdict.code
  }

  it('replace the old if enough of its owners signed them', () => {
    expect(verifyPins(signed(next, keys.anna, keys.ben), { pins, sequence: 4 })).toEqual({
      ok: true,
      pins: { node, required: 1, owners: next.owners, emergency: null, delegation: true },
      sequence: 5,
      persons: [anna, ben],
    })
    expect(codeOf(signed(next))).toBe('quorum')
    expect(verifyPins(signed(next, keys.anna), { pins, sequence: 4 })).toMatchObject({
      code: 'quorum',
      expected: '2 owners',
      seen: '1',
    })
    expect(codeOf(signed(next, keys.anna, keys.annaToo))).toBe('quorum')
    expect(codeOf(signed(next, keys.anna, keys.ben, keys.eve))).toBe('key_unknown')
  })

  it('are newer, of this node, and what was signed', () => {
    const both = signed(next, keys.anna, keys.ben)
    expect(verifyPins(both, { pins, sequence: 5 })).toMatchObject({
      code: 'not_newer',
      expected: 'a sequence above 5',
      seen: '5',
    })
    expect(codeOf(both, 6)).toBe('not_newer')
    expect(codeOf(signed({ ...next, node: 'did:kos:griot:2' }, keys.anna, keys.ben))).toBe('other_node')
    expect(codeOf({ ...both, pins: { ...next, sequence: 6 } })).toBe('signature_bad')
    expect(codeOf({ ...both, pins: { ...next, required: 2 } })).toBe('malformed')
    expect(codeOf({ ...both, more: 1 })).toBe('malformed')
    expect(codeOf(null)).toBe('malformed')
  })

  it('are checked before anybody signs them', () => {
    expect(parseUnsignedPins(next)).toEqual({ ok: true, value: next })
    expect(parseUnsignedPins({ ...next, required: 2 })).toMatchObject({ problem: { path: 'required' } })
    expect(parseUnsignedPins({ ...next, sequence: 0 })).toMatchObject({ problem: { path: 'sequence' } })
    // Only hands on the node let owners delegate.
    expect(parseUnsignedPins({ ...next, delegation: true })).toMatchObject({ ok: false })
  })
})

describe('countPersons', () => {
  const count = (choices: Record<string, string[]>): number =>
    countPersons(new Map(Object.entries(choices).map(([person, owners]) => [person, new Set(owners)])))

  it.each<[number, Record<string, string[]>]>([
    [0, {}],
    [0, { a: [] }],
    [1, { a: ['A'] }],
    [1, { a: ['A', 'B'] }],
    [1, { a: ['A'], b: ['A'] }],
    [2, { a: ['A', 'B'], b: ['A'] }],
    [3, { a: ['A', 'B'], b: ['A', 'C'], c: ['A'] }],
    [2, { a: ['A', 'B'], b: ['A', 'B'], c: ['A', 'B'] }],
  ])('%d of %j', (expected, choices) => {
    expect(count(choices)).toBe(expected)
  })
})
